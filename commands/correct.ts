import { type Command, type CommandServices, textReply } from './command.ts';

const LOOKED_AT = 50;

/** Puts a misheard name or term right, here and in the meetings to come. */
export const correctCommand: Command = {
  name: 'correct',
  description: 'Correct a misheard name or term, in a meeting and from now on',
  options: [
    { name: 'from', description: 'What stands there', isRequired: true },
    { name: 'to', description: 'What was said', isRequired: true },
    { name: 'meeting', description: 'Id of the meeting; the newest one unless told', isRequired: false },
  ],
  access: 'anyone',
  async run(call, services) {
    const { from = '', to = '' } = call.values;
    const meetingId = call.values['meeting'] || (await newestOfScope(services));
    const { correction, count } = await services.learn({ scope: services.scope, correction: { from, to }, meetingId });
    const remembered = `"${correction.from}" is "${correction.to}" from now on.`;
    if (meetingId === null) return textReply(`${remembered} There is no finished meeting to correct.`);
    if (count === 0) return textReply(`${remembered} In meeting ${meetingId} it was not heard.`);
    const times = count === 1 ? 'once' : `${count} times`;
    return textReply(`${remembered} In meeting ${meetingId} it is corrected (${times}); export its files again.`);
  },
};

/** A server must not see, nor change, the meetings of another one. */
async function newestOfScope({ store, scope }: Pick<CommandServices, 'store' | 'scope'>): Promise<string | null> {
  for (const { id, state } of await store.listMeetings(LOOKED_AT)) {
    if (state === 'done' && (await store.findMeeting(id))?.settings.scope === scope) return id;
  }
  return null;
}

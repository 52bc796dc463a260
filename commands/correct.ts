import { type CommandCall, textOf } from './call.ts';
import { type Command, type CommandServices, textReply } from './command.ts';
import { findMeetingId, isDone, meetingOption, visibleMeetings } from './find-meeting.ts';
import { plain } from './plain.ts';

/** Puts a misheard name or term right, here and in the meetings to come. */
export const correctCommand: Command = {
  name: 'correct',
  description: 'Correct a misheard name or term, here and from now on',
  options: [
    { type: 'string', name: 'from', description: 'What stands there', isRequired: true },
    { type: 'string', name: 'to', description: 'What was said', isRequired: true },
    meetingOption('The newest unless told'),
  ],
  access: 'anyone',
  isPrivate: false,
  async run(call, services) {
    const [from, to] = [textOf(call, 'from') ?? '', textOf(call, 'to') ?? ''];
    const meetingId = await meetingOf(call, services);
    const { correction, count } = await services.learn({ scope: call.scope, correction: { from, to }, meetingId });
    const remembered = `"${plain(correction.from)}" is "${plain(correction.to)}" from now on.`;
    if (meetingId === null) return textReply(`${remembered} There is no finished meeting to correct.`);
    if (count === 0) return textReply(`${remembered} In meeting ${meetingId} it was not heard.`);
    const times = count === 1 ? 'once' : `${count} times`;
    return textReply(`${remembered} In meeting ${meetingId} it is corrected (${times}); export its files again.`);
  },
};

/** Null when there is none yet: the correction is remembered all the same. */
async function meetingOf(call: CommandCall, services: CommandServices): Promise<string | null> {
  const named = textOf(call, 'meeting')?.trim();
  if (named) return await findMeetingId(call, services);
  // A terminal sees every meeting, but learns for its own.
  const [newest] = await visibleMeetings(call, services, { limit: 1, isWanted: isDone, scope: call.scope });
  return newest?.id ?? null;
}

import { type Command, textReply } from './command.ts';

const SHOWN = 20;

/** Lists the newest meetings with their ids. */
export const meetingsCommand: Command = {
  name: 'meetings',
  description: 'List the newest meetings',
  options: [],
  access: 'anyone',
  async run(_call, { store }) {
    const meetings = await store.listMeetings(SHOWN);
    if (meetings.length === 0) return textReply('There is no meeting yet.');
    const lines = meetings.map(({ id, state, startedAtMs, title }) => {
      return `${id}  ${new Date(startedAtMs).toISOString().slice(0, 10)}  ${state.padEnd(12)}  ${title}`;
    });
    return textReply(lines.join('\n'));
  },
};

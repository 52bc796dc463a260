import { type Command, textReply } from './command.ts';

const SHOWN = 20;

/** Lists the newest meetings with their ids. */
export const meetingsCommand: Command = {
  name: 'meetings',
  description: 'List the newest meetings',
  options: [],
  access: 'anyone',
  async run(_call, { store, timeZone }) {
    const meetings = await store.listMeetings(SHOWN);
    if (meetings.length === 0) return textReply('There is no meeting yet.');
    const day = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' });
    const lines = meetings.map(({ id, state, startedAtMs, title }) => {
      return `${id}  ${day.format(startedAtMs)}  ${state.padEnd(12)}  ${title}`;
    });
    return textReply(lines.join('\n'));
  },
};

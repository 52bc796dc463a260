import { type Command, textReply } from './command.ts';
import { visibleMeetings } from './find-meeting.ts';
import { plain } from './plain.ts';

const SHOWN = 20;

/** Lists the newest meetings with their ids. */
export const meetingsCommand: Command = {
  name: 'meetings',
  description: 'List the newest meetings',
  options: [],
  access: 'anyone',
  isPrivate: true,
  async run(call, services) {
    const meetings = await visibleMeetings(call, services, { limit: SHOWN });
    if (meetings.length === 0) return textReply('There is no meeting yet.');
    const day = new Intl.DateTimeFormat('sv', { timeZone: services.timeZone, dateStyle: 'short' });
    const lines = meetings.map(({ id, state, startedAtMs, title }) => {
      return `${id}  ${day.format(startedAtMs)}  ${state.padEnd(12)}  ${plain(title)}`;
    });
    return textReply(...lines);
  },
};

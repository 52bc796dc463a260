import { type Command, textReply } from './command.ts';
import { findMeetingId, meetingOption } from './find-meeting.ts';

/** Shows the minutes of a meeting again. */
export const minutesCommand: Command = {
  name: 'minutes',
  description: 'Show the minutes of a meeting',
  options: [meetingOption('Which one; the newest unless told')],
  access: 'anyone',
  isPrivate: true,
  async run(call, services) {
    const document = await services.document(await findMeetingId(call, services));
    return textReply(new TextDecoder().decode(await services.documents.render('md', document)));
  },
};

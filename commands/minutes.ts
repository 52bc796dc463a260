import { type Command, textReply } from './command.ts';
import { findMeetingId } from './find-meeting-id.ts';

/** Shows the minutes of a meeting again. */
export const minutesCommand: Command = {
  name: 'minutes',
  description: 'Show the minutes of a meeting',
  options: [{ name: 'meeting', description: 'Id of the meeting; the newest one unless told', isRequired: false }],
  access: 'anyone',
  async run(call, services) {
    const document = await services.document(await findMeetingId(call, services));
    return textReply(new TextDecoder().decode(await services.documents.render('md', document)));
  },
};

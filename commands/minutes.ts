import { type Command, textReply } from './command.ts';
import { findMeetingId, meetingOption } from './find-meeting.ts';

/** Shows the minutes of a meeting again. */
export const minutesCommand: Command = {
  name: 'minutes',
  description: 'Show the minutes of a meeting',
  options: [
    meetingOption('The newest unless told'),
    {
      type: 'string',
      name: 'language',
      description: 'Translate them: a code like de',
      isRequired: false,
      maxLength: 10,
    },
  ],
  access: 'anyone',
  isPrivate: true,
  async run(call, services) {
    const found = await services.document(await findMeetingId(call, services));
    const language = call.values['language'];
    const document = typeof language === 'string' ? await services.translate(found, language.toLowerCase()) : found;
    return textReply(new TextDecoder().decode(await services.documents.render('md', document)));
  },
};

import { MomError } from '../src/errors.ts';
import { attachmentOf, guildOf, textOf } from './call.ts';
import { chatOf } from './chat-of.ts';
import { type Command, textReply } from './command.ts';
import { checkedLanguage, checkedTemplate, languageOption, templateOption, titleOption } from './meeting-options.ts';
import { plain } from './plain.ts';

/** Takes a recording through the same core as calls. */
export const uploadCommand: Command = {
  name: 'upload',
  description: 'Make minutes of a recording',
  options: [
    { type: 'attachment', name: 'file', description: 'Sound or video of the meeting', isRequired: true },
    titleOption,
    templateOption,
    languageOption('language', 'Language, as en; detected unless told'),
  ],
  access: 'starter',
  isPrivate: false,
  isChatOnly: true,
  async run(call, services) {
    const file = attachmentOf(call, 'file');
    if (!file || call.channelId === null) throw new MomError('usage', 'Attach the recording to the command.');
    const { userId, name } = call.caller;
    const meetingId = await chatOf(services).live.process({
      guildId: guildOf(call),
      channelId: call.channelId,
      caller: { userId, name },
      name: file.name,
      source: { url: file.url },
      bytes: file.bytes,
      title: textOf(call, 'title')?.trim() || null,
      template: checkedTemplate(call, services) ?? null,
      language: checkedLanguage(call, 'language') ?? null,
    });
    return textReply(
      `"${plain(file.name)}" is being transcribed as meeting ${meetingId}; the minutes are posted here.`,
    );
  },
};

import { MomError } from '../src/errors.ts';
import { guildOf, textOf } from './call.ts';
import { chatOf } from './chat-of.ts';
import { type Command, textReply } from './command.ts';
import { checkedLanguage, checkedTemplate, languageOption, templateOption, titleOption } from './meeting-options.ts';
import { plain } from './plain.ts';

/** Begins to record the call in which the caller sits. */
export const startCommand: Command = {
  name: 'start',
  description: 'Record and transcribe the voice channel that you are in',
  options: [titleOption, templateOption, languageOption('language', 'Language, as en; detected unless told')],
  access: 'starter',
  requires: ['in-voice', 'idle'],
  isPrivate: false,
  isChatOnly: true,
  async run(call, services) {
    const { userId, name, voiceChannelId } = call.caller;
    if (voiceChannelId === null) throw new MomError('usage', 'Join a voice channel first; that one is recorded.');
    const { title, threadUrl } = await chatOf(services).live.start({
      guildId: guildOf(call),
      channelId: voiceChannelId,
      textChannelId: call.channelId,
      caller: { userId, name },
      title: textOf(call, 'title')?.trim() || null,
      template: checkedTemplate(call, services) ?? null,
      language: checkedLanguage(call, 'language') ?? null,
    });
    const where = threadUrl === null ? 'Minutes follow here.' : `Captions and minutes: ${threadUrl}`;
    return textReply(
      `**${plain(title)}** is being recorded and transcribed. ${where}`,
      'Whoever does not want to be recorded says `/mom optout`; `/mom pause` goes off the record.',
    );
  },
};

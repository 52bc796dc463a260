import type { GuildSettings } from '../src/domain/guild.ts';
import { counted } from './duration-text.ts';

/** Settings by the name under which they are set. */
export const resettable: Readonly<Record<string, keyof GuildSettings>> = {
  'thread-channel': 'threadChannelId',
  language: 'language',
  'minutes-language': 'minutesLanguage',
  template: 'template',
  'audio-days': 'audioDays',
  'text-days': 'textDays',
  start: 'startAccess',
  'auto-join': 'autoJoin',
  announcement: 'announcement',
  'nickname-mark': 'marksNickname',
  sentiment: 'wantsSentiment',
  'live-summary': 'wantsLiveSummary',
  encryption: 'encryptsAudio',
};

/** What a server has decided, one line a decision. */
export function settingLines(settings: GuildSettings): string[] {
  const { threadChannelId, language, minutesLanguage, template, audioDays, textDays, startAccess } = settings;
  return [
    '**Settings of this server**',
    `- thread-channel: ${threadChannelId === null ? 'where the call was started' : `<#${threadChannelId}>`}`,
    `- language: ${language === null ? 'detected' : languageName(language)}`,
    `- minutes-language: ${minutesLanguage === null ? 'as spoken' : languageName(minutesLanguage)}`,
    `- template: ${template}`,
    `- audio-days: ${daysText(audioDays)}`,
    `- text-days: ${daysText(textDays)}`,
    `- start: ${startAccess === 'everyone' ? 'everyone may start, stop and upload' : 'only admins may start, stop and upload'}`,
    `- auto-join: ${autoJoinText(settings)}`,
    `- announcement: ${settings.announcement}`,
    `- nickname-mark: ${yesNo(settings.marksNickname)}`,
    `- sentiment: ${yesNo(settings.wantsSentiment)}`,
    `- live-summary: ${yesNo(settings.wantsLiveSummary)}`,
    `- encryption: ${yesNo(settings.encryptsAudio)}`,
  ];
}

function autoJoinText({ autoJoin: { minMembers, channelIds, joinsEvents } }: GuildSettings): string {
  const where = channelIds.length === 0 ? 'all voice channels' : channelIds.map((id) => `<#${id}>`).join(', ');
  const people = minMembers === null ? 'no call' : `calls with at least ${counted(minMembers, 'member')} in ${where}`;
  return `${people}${joinsEvents ? ', and scheduled events' : ''}`;
}

const daysText = (days: number | null): string => (days === null ? 'kept' : `deleted after ${counted(days, 'day')}`);

const yesNo = (isOn: boolean): string => (isOn ? 'yes' : 'no');

const languageName = (code: string): string =>
  `${new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code} (${code})`;

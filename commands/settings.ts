import type { AutoJoin, GuildSettings } from '../src/domain/guild.ts';
import { defaultGuildSettings } from '../src/domain/guild.ts';
import { MomError } from '../src/errors.ts';
import { type CommandCall, flagOf, namedOf, numberOf, textOf } from './call.ts';
import { chatOf } from './chat-of.ts';
import { type Command, type CommandOption, type CommandServices, type Reply, textReply } from './command.ts';
import { AUTO, checkedLanguage, checkedTemplate, languageOption, templateOption } from './meeting-options.ts';
import { resettable, settingLines } from './settings-text.ts';

const MAX_DAYS = 3_650;
/** Discord's user limit of a voice channel. */
const MAX_MEMBERS = 99;

const ofServer = {
  group: 'settings',
  access: 'admin',
  isPrivate: true,
  isChatOnly: true,
} as const satisfies Partial<Command>;

export const settingsShowCommand: Command = {
  ...ofServer,
  name: 'show',
  description: 'Show what this server has decided',
  options: [],
  // Everybody may know how long they are kept and who may record them.
  access: 'anyone',
  async run({ scope }, services) {
    return textReply(...settingLines(await chatOf(services).guilds.settings(scope)));
  },
};

const yesNo = (name: string, description: string): CommandOption => ({
  type: 'boolean',
  name,
  description,
  isRequired: false,
});
const days = (name: string, description: string): CommandOption => ({
  type: 'integer',
  name,
  description,
  isRequired: false,
  min: 0,
  max: MAX_DAYS,
});

/** What is left out stays as it is. */
export const settingsSetCommand: Command = {
  ...ofServer,
  name: 'set',
  description: 'How meetings of this server are recorded and kept',
  options: [
    {
      type: 'channel',
      channels: 'text',
      name: 'thread-channel',
      description: 'Where threads of meetings are made',
      isRequired: false,
    },
    languageOption('language', 'Language that is spoken, as en; auto to detect it'),
    languageOption('minutes-language', 'Language of the minutes; auto for the one that is spoken'),
    templateOption,
    days('audio-days', 'Delete sound after so many days; 0 keeps it'),
    days('text-days', 'Delete text and posts after so many days; 0 keeps them'),
    {
      type: 'string',
      name: 'start',
      description: 'Who may start, stop and upload',
      isRequired: false,
      choices: [
        { name: 'Everyone', value: 'everyone' },
        { name: 'Admins', value: 'admins' },
      ],
    },
    {
      type: 'string',
      name: 'announcement',
      description: 'Sound on joining; off only where the law allows it',
      isRequired: false,
      choices: [
        { name: 'Tone', value: 'tone' },
        { name: 'Off', value: 'off' },
      ],
    },
    yesNo('nickname-mark', 'Put [REC] before its name while it records'),
    yesNo('sentiment', 'Moods of chapters in the minutes; never of a person'),
    yesNo('live-summary', 'Draft in the thread while a call goes on'),
    yesNo('encryption', 'Encrypt sound on the disk, a key for each meeting'),
  ],
  run: (call, services) => change(call, services, changeOf(call, services)),
};

export const settingsAutoJoinCommand: Command = {
  ...ofServer,
  name: 'auto-join',
  description: 'Decide which calls are recorded by themselves',
  options: [
    {
      type: 'integer',
      name: 'min-members',
      description: 'Record a voice channel with so many people; 0 never does',
      isRequired: false,
      min: 0,
      max: MAX_MEMBERS,
    },
    voiceChannel('add-channel', 'Only this voice channel and those added before'),
    voiceChannel('remove-channel', 'No longer this voice channel; without any, all'),
    yesNo('events', 'Record scheduled events in voice channels'),
  ],
  async run(call, services) {
    const { autoJoin } = await chatOf(services).guilds.settings(call.scope);
    return await change(call, services, { autoJoin: changedAutoJoin(autoJoin, call) });
  },
};

export const settingsResetCommand: Command = {
  ...ofServer,
  name: 'reset',
  description: 'Put one decision back to what it is without you',
  options: [
    {
      type: 'string',
      name: 'setting',
      description: 'Which one',
      isRequired: true,
      choices: Object.keys(resettable).map((name) => ({ name, value: name })),
    },
  ],
  async run(call, services) {
    const field = resettable[textOf(call, 'setting') ?? ''];
    if (!field) throw new MomError('usage', 'Say which setting.');
    return await change(call, services, { [field]: defaultGuildSettings[field] });
  },
};

function voiceChannel(name: string, description: string): CommandOption {
  return { type: 'channel', channels: 'voice', name, description, isRequired: false };
}

async function change(call: CommandCall, services: CommandServices, wanted: Partial<GuildSettings>): Promise<Reply> {
  if (Object.values(call.values).every((value) => value === undefined))
    throw new MomError('usage', 'Say what to change.');
  return textReply(...settingLines(await chatOf(services).guilds.changeSettings(call.scope, wanted)));
}

function changeOf(call: CommandCall, services: CommandServices): Partial<GuildSettings> {
  const threadChannel = namedOf(call, 'thread-channel');
  const start = textOf(call, 'start');
  const announcement = textOf(call, 'announcement');
  return withoutUndefined({
    threadChannelId: threadChannel?.id,
    language: noneFor(AUTO, checkedLanguage(call, 'language')),
    minutesLanguage: noneFor(AUTO, checkedLanguage(call, 'minutes-language')),
    template: checkedTemplate(call, services),
    audioDays: noneFor(0, numberOf(call, 'audio-days')),
    textDays: noneFor(0, numberOf(call, 'text-days')),
    startAccess: start === 'everyone' || start === 'admins' ? start : undefined,
    announcement: announcement === 'tone' || announcement === 'off' ? announcement : undefined,
    marksNickname: flagOf(call, 'nickname-mark'),
    wantsSentiment: flagOf(call, 'sentiment'),
    wantsLiveSummary: flagOf(call, 'live-summary'),
    encryptsAudio: flagOf(call, 'encryption'),
  });
}

function changedAutoJoin(old: AutoJoin, call: CommandCall): AutoJoin {
  const [added, removed] = [namedOf(call, 'add-channel'), namedOf(call, 'remove-channel')];
  const minMembers = noneFor(0, numberOf(call, 'min-members'));
  const channelIds = [...new Set([...old.channelIds, ...(added ? [added.id] : [])])];
  return {
    minMembers: minMembers === undefined ? old.minMembers : minMembers,
    channelIds: channelIds.filter((id) => id !== removed?.id),
    joinsEvents: flagOf(call, 'events') ?? old.joinsEvents,
  };
}

/** People say 0 or "auto" for what is stored as nothing. */
const noneFor = <T>(none: T, value: T | undefined): T | null | undefined => (value === none ? null : value);

function withoutUndefined<T extends object>(value: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const entries = Object.entries(value).filter(([, content]) => content !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}

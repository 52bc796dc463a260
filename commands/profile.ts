import type { Profile } from '../src/domain/guild.ts';
import { MomError } from '../src/errors.ts';
import { type CommandCall, textOf } from './call.ts';
import { chatOf } from './chat-of.ts';
import { type Command, textReply } from './command.ts';
import { plain } from './plain.ts';

const MAX_WORDS = 50;
const MAX_WORD_LENGTH = 60;

/** Discord lets nobody say nothing. */
const EMPTY: ReadonlySet<string> = new Set(['', '-']);

const ownProfile = {
  group: 'profile',
  access: 'anyone',
  isPrivate: true,
  isChatOnly: true,
} as const satisfies Partial<Command>;

export const profileShowCommand: Command = {
  ...ownProfile,
  name: 'show',
  description: 'Show what you want to hear of',
  options: [],
  async run({ scope, caller }, services) {
    const profile = await chatOf(services).guilds.profile(scope, caller.userId);
    return textReply(...(profile ? linesOf(profile) : ['You have no profile here yet; `/mom profile set` makes one.']));
  },
};

/** What is left out stays as it is. */
export const profileSetCommand: Command = {
  ...ownProfile,
  name: 'set',
  description: 'Say what concerns you: you are told when it comes up',
  options: [
    {
      type: 'string',
      name: 'keywords',
      description: 'Words and projects, with commas between; - for none',
      isRequired: false,
    },
    {
      type: 'string',
      name: 'sounds-like',
      description: 'How your name or a keyword is misheard, with commas between; - for none',
      isRequired: false,
    },
    {
      type: 'string',
      name: 'role',
      description: 'What you do; - for nothing',
      isRequired: false,
      maxLength: MAX_WORD_LENGTH,
    },
    { type: 'string', name: 'name', description: 'How you are called', isRequired: false, maxLength: MAX_WORD_LENGTH },
  ],
  async run(call, services) {
    if (Object.values(call.values).every((value) => value === undefined))
      throw new MomError('usage', 'Say what to set: keywords, sounds-like, role or name.');
    const { guilds } = chatOf(services);
    const { userId, name } = call.caller;
    const old = await guilds.profile(call.scope, userId);
    const profile = changed(old ?? { userId, name, keywords: [], soundsLike: [], role: null }, call);
    await guilds.saveProfile(call.scope, profile);
    return textReply(...linesOf(profile));
  },
};

export const profileForgetCommand: Command = {
  ...ownProfile,
  name: 'forget',
  description: 'Delete your profile',
  options: [],
  async run({ scope, caller }, services) {
    const wasThere = await chatOf(services).guilds.forgetProfile(scope, caller.userId);
    return textReply(wasThere ? 'Your profile is deleted.' : 'You have no profile here.');
  },
};

function changed(profile: Profile, call: CommandCall): Profile {
  const words = (name: string) => splitWords(textOf(call, name), name);
  const role = textOf(call, 'role')?.trim();
  return {
    ...profile,
    name: textOf(call, 'name')?.trim() || profile.name,
    keywords: words('keywords') ?? profile.keywords,
    soundsLike: words('sounds-like') ?? profile.soundsLike,
    role: role === undefined ? profile.role : EMPTY.has(role) ? null : role,
  };
}

/** Undefined where nothing was said. @throws MomError usage */
function splitWords(text: string | undefined, option: string): string[] | undefined {
  if (text === undefined) return undefined;
  const words = [...new Set(text.split(/[,;\n]/).map((word) => word.trim()))].filter((word) => !EMPTY.has(word));
  if (words.length > MAX_WORDS) throw new MomError('usage', `"${option}" may have ${MAX_WORDS} entries at most.`);
  const long = words.find((word) => word.length > MAX_WORD_LENGTH);
  if (long === undefined) return words;
  throw new MomError(
    'usage',
    `"${plain(long)}" is too long for "${option}": ${MAX_WORD_LENGTH} characters are possible.`,
  );
}

function linesOf({ name, keywords, soundsLike, role }: Profile): string[] {
  const list = (words: readonly string[]): string =>
    words.length === 0 ? 'none' : words.map((word) => plain(word)).join(', ');
  return [
    `**${plain(name)}**${role === null ? '' : ` · ${plain(role)}`}`,
    `Keywords: ${list(keywords)}`,
    `Sounds like: ${list(soundsLike)}`,
  ];
}

import { z } from 'zod';
import { defaultGuildSettings, type GuildSettings } from '../../domain/guild.ts';
import { MomError } from '../../errors.ts';

const MAX_DAYS = 3_650;
/** Discord's user limit of a voice channel. */
const MAX_MEMBERS = 99;
const MAX_CHANNELS = 50;

/** Numbers on Discord, letters and numbers on Slack. */
const id = z.string().regex(/^\w{1,40}$/, 'is no channel');
const wholeOrNone = (max: number, what: string) => {
  const error = `must be 1 to ${max} ${what}, or nothing`;
  return z.number(error).int(error).min(1, error).max(max, error).nullable();
};
const days = wholeOrNone(MAX_DAYS, 'days');
const language = z.string().refine(isLanguage, 'must be a language code like "en" or "de"').nullable();

/** What may stand in the settings; a field that is not known (any more) is left aside. */
const settingsSchema = z.object({
  threadChannelId: id.nullable(),
  language,
  minutesLanguage: language,
  template: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'is no template'),
  audioDays: days,
  textDays: days,
  startAccess: z.enum(['everyone', 'admins'], 'must be "everyone" or "admins"'),
  autoJoin: z.object({
    minMembers: wholeOrNone(MAX_MEMBERS, 'people'),
    channelIds: z.array(id).max(MAX_CHANNELS, `may name ${MAX_CHANNELS} channels at most`),
    joinsEvents: z.boolean('must be yes or no'),
  }),
  announcement: z.enum(['tone', 'off'], 'must be "tone" or "off"'),
  marksNickname: z.boolean('must be yes or no'),
  wantsSentiment: z.boolean('must be yes or no'),
  wantsLiveSummary: z.boolean('must be yes or no'),
  encryptsAudio: z.boolean('must be yes or no'),
}) satisfies z.ZodType<GuildSettings>;

const changeSchema = settingsSchema.partial();

/**
 * A change of the settings as it may be stored.
 *
 * @throws MomError usage, naming every fault at once
 */
export function checkSettings(change: Partial<GuildSettings>): Partial<GuildSettings> {
  const parsed = changeSchema.safeParse(change);
  if (parsed.success) return withoutUndefined(parsed.data);
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new MomError('usage', `That can't be set: ${[...new Set(faults)].join('; ')}.`);
}

/** What was stored, by whatever version: a field that can't be read is its default again, the others stay. */
export function readSettings(stored: unknown): GuildSettings {
  const known = typeof stored === 'object' && stored !== null ? stored : {};
  const valid = Object.entries(known).filter(([name, value]) => changeSchema.safeParse({ [name]: value }).success);
  return { ...defaultGuildSettings, ...withoutUndefined(changeSchema.parse(Object.fromEntries(valid))) };
}

function withoutUndefined<T extends object>(value: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const entries = Object.entries(value).filter(([, content]) => content !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}

function isLanguage(code: string): boolean {
  if (!/^[a-z]{2,3}$/.test(code)) return false;
  return new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(code) !== undefined;
}

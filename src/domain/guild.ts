/** Who may begin a recording. */
export type StartAccess = 'everyone' | 'admins';

/** What a server or workspace has decided; every field has a default (`defaultGuildSettings`). */
export interface GuildSettings {
  /** Where threads are made; null = the channel in which the call was started. */
  readonly threadChannelId: string | null;
  /** ISO 639-1 code that is spoken, or null to detect it. */
  readonly language: string | null;
  /** Language of the minutes; null = the meeting's. */
  readonly minutesLanguage: string | null;
  /** Id of a template, or "auto". */
  readonly template: string;
  /** Audio is deleted after so many days, transcript and minutes too where told; null = kept. */
  readonly audioDays: number | null;
  readonly textDays: number | null;
  readonly startAccess: StartAccess;
  readonly autoJoin: AutoJoin;
  /** Sound on joining; off only where the law allows it. */
  readonly announcement: 'tone' | 'off';
  /** Puts "[REC]" before the bot's nickname while it records. */
  readonly marksNickname: boolean;
  /** Moods of chapters in the minutes. */
  readonly wantsSentiment: boolean;
  /** What a call is about so far, in its thread while people talk. */
  readonly wantsLiveSummary: boolean;
  /** Audio on the disk is encrypted with a key of its own for each meeting. */
  readonly encryptsAudio: boolean;
}

export interface AutoJoin {
  /** A voice channel with so many people is recorded by itself; null = never. */
  readonly minMembers: number | null;
  /** Only these voice channels; empty = all. */
  readonly channelIds: readonly string[];
  /** Scheduled events in voice channels are recorded. */
  readonly joinsEvents: boolean;
}

export const defaultGuildSettings: GuildSettings = {
  threadChannelId: null,
  language: null,
  minutesLanguage: null,
  template: 'auto',
  audioDays: 30,
  textDays: null,
  startAccess: 'everyone',
  autoJoin: { minMembers: null, channelIds: [], joinsEvents: false },
  announcement: 'tone',
  marksNickname: false,
  wantsSentiment: false,
  wantsLiveSummary: true,
  encryptsAudio: true,
};

/** What a member wants to hear of. */
export interface Profile {
  readonly userId: string;
  readonly name: string;
  /** Words and projects that concern this person. */
  readonly keywords: readonly string[];
  /** How the name or a keyword sounds when it is misheard: "shivaun" for Siobhán. */
  readonly soundsLike: readonly string[];
  readonly role: string | null;
}

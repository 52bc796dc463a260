import { MomError } from '../src/errors.ts';

/** Scope of what is done in a terminal: whoever sits there runs this installation and sees all of it. */
export const LOCAL_SCOPE = 'local';

/** Who calls. */
export interface Caller {
  readonly userId: string;
  /** As shown to others. */
  readonly name: string;
  /** From the permissions that came with the call, never remembered. */
  readonly isAdmin: boolean;
  /** The voice channel in which the caller sits. */
  readonly voiceChannelId: string | null;
  /** Whether the caller may see a channel, and so its meetings. */
  readonly canSee: (channelId: string) => boolean;
}

/** A person or channel that was pointed at. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Attachment {
  readonly name: string;
  readonly url: string;
  readonly bytes: number | null;
}

export type OptionValue = string | number | boolean | Named | Attachment;

/** One call of a command, with its values in the types that its options tell. */
export interface CommandCall {
  /** "start", "profile set". */
  readonly command: string;
  readonly caller: Caller;
  /** Whose settings, glossary and meetings: guild or workspace id, `LOCAL_SCOPE`. */
  readonly scope: string;
  /** Null in a terminal. */
  readonly guildId: string | null;
  /** Where it was called; null in a terminal. */
  readonly channelId: string | null;
  /** As the platform names it: "en-US". */
  readonly locale: string;
  readonly values: Readonly<Record<string, OptionValue | undefined>>;
}

/** Undefined when it was left out. The reader of each type; `checkValues` has seen to it that the types are right. */
export function textOf({ values }: CommandCall, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function numberOf({ values }: CommandCall, name: string): number | undefined {
  const value = values[name];
  return typeof value === 'number' ? value : undefined;
}

export function flagOf({ values }: CommandCall, name: string): boolean | undefined {
  const value = values[name];
  return typeof value === 'boolean' ? value : undefined;
}

export function namedOf({ values }: CommandCall, name: string): Named | undefined {
  const value = values[name];
  return typeof value === 'object' && 'id' in value ? value : undefined;
}

export function attachmentOf({ values }: CommandCall, name: string): Attachment | undefined {
  const value = values[name];
  return typeof value === 'object' && 'url' in value ? value : undefined;
}

/** @throws MomError usage where the call comes from no server */
export function guildOf({ guildId }: CommandCall): string {
  if (guildId === null) throw new MomError('usage', 'This can only be used in a server.');
  return guildId;
}

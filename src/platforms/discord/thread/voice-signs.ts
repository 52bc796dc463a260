import type { REST } from 'discord.js';
import { toMomError } from '../../../errors.ts';
import type { Logger } from '../../../log.ts';
import type { PanelState, PanelView, ThreadRef } from '../../../ports/meeting-thread.ts';

export interface SignParts {
  readonly rest: REST;
  readonly log: Logger;
  /** Whether the server wants the mark before the bot's name. */
  readonly marksNickname: (guildId: string) => Promise<boolean>;
  /** The bot's nickname in a server now; null without one, undefined where nobody knows. */
  readonly nickname: (guildId: string) => string | null | undefined;
  readonly botName: () => string;
  /** Stage channels have no status line. */
  readonly hasStatus: (channelId: string) => boolean;
}

const MARK = '[REC] ';
/** docs: "Modify Current Member" */
const NICKNAME_LENGTH = 32;

interface Signs {
  readonly guildId: string;
  readonly channelId: string;
  readonly status: string | null;
  readonly isMarked: boolean;
}

/**
 * What people see at the voice channel without opening the thread: its status line, and a mark before the bot's name. Both are niceties:
 * a server that does not allow them is recorded all the same. One change at a time, the last of a meeting wins.
 */
export class VoiceSigns {
  readonly #parts: SignParts;
  /** By meeting: one that ends takes nothing from the next, in whatever channel. */
  readonly #shown = new Map<string, Signs>();
  readonly #wanted = new Map<string, Signs>();
  /** As we set them: the gateway tells of it later, or not at all. */
  readonly #nicknames = new Map<string, string | null>();
  #running: Promise<void> | null = null;

  constructor(parts: SignParts) {
    this.#parts = parts;
  }

  show({ guildId, threadId }: ThreadRef, { meetingId, state, voiceChannelId }: PanelView): void {
    if (voiceChannelId === '') return;
    const status = statusOf(state, threadId);
    this.#want(meetingId, { guildId, channelId: voiceChannelId, status, isMarked: status !== null });
  }

  /** Resolves when nothing is left to change. @throws the signal's reason */
  async settled(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const stop = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await Promise.race([this.#running, aborted]);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  #want(meetingId: string, signs: Signs): void {
    if (isSame(this.#wanted.get(meetingId) ?? this.#shown.get(meetingId), signs)) return;
    this.#wanted.set(meetingId, signs);
    this.#wake();
  }

  #wake(): void {
    if (this.#wanted.size === 0) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      this.#wake();
    });
  }

  async #run(): Promise<void> {
    for (let [next] = this.#wanted; next; [next] = this.#wanted) {
      const [meetingId, signs] = next;
      this.#wanted.delete(meetingId);
      await this.#change(meetingId, signs);
    }
  }

  /** A status line that is not ours stays; a mark that a crash left does not. */
  async #change(meetingId: string, signs: Signs): Promise<void> {
    const before = this.#shown.get(meetingId);
    if (signs.status === null) this.#shown.delete(meetingId);
    else this.#shown.set(meetingId, signs);
    if (before || signs.status !== null)
      await this.#try('the status of the voice channel', () => this.#setStatus(signs));
    await this.#try('the mark before the name', () => this.#setMark(signs));
  }

  async #setStatus({ channelId, status }: Signs): Promise<void> {
    if (!this.#parts.hasStatus(channelId)) return;
    await this.#parts.rest.put(`/channels/${channelId}/voice-status`, { body: { status } });
  }

  async #setMark({ guildId, isMarked }: Signs): Promise<void> {
    const now = this.#nicknames.has(guildId) ? this.#nicknames.get(guildId) : this.#parts.nickname(guildId);
    if (now === undefined) return;
    const isOn = now?.startsWith(MARK) ?? false;
    const isRecorded = isMarked || [...this.#shown.values()].some((other) => other.guildId === guildId);
    const wants = isRecorded && (await this.#parts.marksNickname(guildId));
    if (isOn === wants) return;
    const bare = isOn ? (now ?? '').slice(MARK.length) : (now ?? this.#parts.botName());
    const nick = wants ? `${MARK}${bare}`.slice(0, NICKNAME_LENGTH) : bare === this.#parts.botName() ? null : bare;
    await this.#parts.rest.patch(`/guilds/${guildId}/members/@me`, { body: { nick } });
    this.#nicknames.set(guildId, nick);
  }

  async #try(what: string, change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch (error: unknown) {
      this.#parts.log.info({ err: toMomError(error), what }, 'a sign at the voice channel could not be changed');
    }
  }
}

const isSame = (a: Signs | undefined, b: Signs): boolean => JSON.stringify(a) === JSON.stringify(b);

/** docs: "Modify Voice Channel Status", at most 500 characters. Null clears it. */
export function statusOf(state: PanelState, threadId: string): string | null {
  switch (state) {
    case 'recording':
    case 'reconnecting':
      return `● Recording – notes in <#${threadId}>`;
    case 'paused':
      return '❚❚ Off the record';
    case 'joining':
    case 'writing':
    case 'done':
    case 'failed':
      return null;
  }
}

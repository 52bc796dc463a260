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
 * a server that does not allow them is recorded all the same. One change of a channel at a time, the last wins.
 */
export class VoiceSigns {
  readonly #parts: SignParts;
  readonly #shown = new Map<string, string>();
  readonly #wanted = new Map<string, Signs>();
  /** As we set them: the gateway tells of it later, or not at all. */
  readonly #nicknames = new Map<string, string | null>();
  #running: Promise<void> | null = null;

  constructor(parts: SignParts) {
    this.#parts = parts;
  }

  show({ guildId, threadId }: ThreadRef, { state, voiceChannelId }: PanelView): void {
    if (voiceChannelId === '') return;
    const status = statusOf(state, threadId);
    this.#want({ guildId, channelId: voiceChannelId, status, isMarked: status !== null });
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

  #want(signs: Signs): void {
    const key = JSON.stringify(signs);
    if (this.#shown.get(signs.channelId) === key && !this.#wanted.has(signs.channelId)) return;
    this.#wanted.set(signs.channelId, signs);
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
    for (let [next] = this.#wanted.values(); next; [next] = this.#wanted.values()) {
      this.#wanted.delete(next.channelId);
      // A line that is not ours stays; a mark that a crash left does not.
      const hasStatus = next.status !== null || this.#shown.has(next.channelId);
      this.#shown.set(next.channelId, JSON.stringify(next));
      if (next.status === null) this.#shown.delete(next.channelId);
      if (hasStatus) await this.#try('the status of the voice channel', () => this.#setStatus(next));
      await this.#try('the mark before the name', () => this.#setMark(next));
    }
  }

  async #setStatus({ channelId, status }: Signs): Promise<void> {
    if (!this.#parts.hasStatus(channelId)) return;
    await this.#parts.rest.put(`/channels/${channelId}/voice-status`, { body: { status } });
  }

  async #setMark({ guildId, isMarked }: Signs): Promise<void> {
    const now = this.#nicknames.has(guildId) ? this.#nicknames.get(guildId) : this.#parts.nickname(guildId);
    if (now === undefined) return;
    const isOn = now?.startsWith(MARK) ?? false;
    const wants = isMarked && (await this.#parts.marksNickname(guildId));
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

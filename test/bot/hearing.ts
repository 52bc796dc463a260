import type { LocalDiscord } from '../doubles/discord/index.ts';
import type { LocalChannel } from '../doubles/discord/world/channel.ts';

/** Epoch ms. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** When a bot that works can hear everybody in a channel: connected and, with end-to-end encryption, in their group. */
export class Hearing implements Disposable {
  readonly #discord: LocalDiscord;
  readonly #channel: LocalChannel;
  readonly #spans: Span[] = [];
  readonly #off: readonly (() => void)[];
  #fromMs: number | null = null;
  /** What the double still thinks of a bot that was killed does not count before a new connection. */
  #isConnected = false;

  constructor(discord: LocalDiscord, channel: LocalChannel) {
    this.#discord = discord;
    this.#channel = channel;
    const look = (): void => this.#look();
    this.#off = [
      discord.notices.on('voice-ready', ({ channelId }) => {
        this.#isConnected ||= channelId === channel.id;
        look();
      }),
      discord.notices.on('dave-epoch', look),
      discord.notices.on('dave-executed', look),
    ];
  }

  /** The bot is gone, or nothing of what it hears counts from now on. */
  close(toMs: number): void {
    if (this.#fromMs !== null && this.#fromMs < toMs) this.#spans.push({ fromMs: this.#fromMs, toMs });
    this.#fromMs = null;
    this.#isConnected = false;
  }

  /** Epoch ms since when it hears; null while it does not. */
  get sinceMs(): number | null {
    return this.#fromMs;
  }

  get isOpen(): boolean {
    return this.#fromMs !== null;
  }

  get spans(): readonly Span[] {
    return this.#spans;
  }

  [Symbol.dispose](): void {
    for (const off of this.#off) off();
  }

  #look(): void {
    if (!this.#isConnected || this.isOpen) return;
    const { dave } = this.#discord.voice.call(this.#channel);
    if (dave === null || (dave.isSettled && dave.memberIds.includes(this.#discord.botId))) this.#fromMs = Date.now();
  }
}

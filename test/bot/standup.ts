import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { projectRoot } from '../../src/config.ts';
import { type LocalDiscord, readOpusFile } from '../doubles/discord/index.ts';
import type { SimulatedUser } from '../doubles/discord/voice/simulated-user.ts';
import type { LocalChannel } from '../doubles/discord/world/channel.ts';

/** One sentence of the stand-up that ships with the product; ms from the beginning of the recording. */
export interface Turn {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

const turn = (name: string, startMs: number, endMs: number, text: string): Turn => ({ name, startMs, endMs, text });

/** samples/standup, measured when its voices were made. */
export const turns: readonly Turn[] = [
  turn('Maya', 1_000, 4_325, 'Good morning everyone, let us start the release standup.'),
  turn('Tom', 5_469, 7_806, 'The payment service is ready for testing.'),
  turn('Priya', 8_952, 11_748, 'I found two bugs in the login page yesterday.'),
  turn('Maya', 12_660, 15_847, 'Priya, can you fix the login bugs before Thursday?'),
  turn('Priya', 16_576, 19_329, 'Yes, I will fix them by Wednesday evening.'),
  turn('Tom', 19_872, 23_785, 'I still need the new database password from the platform team.'),
  turn('Maya', 24_592, 27_612, 'I will ask the platform team for the password today.'),
  turn('Priya', 28_439, 30_684, 'Should we move the release to next Monday?'),
  turn('Tom', 31_221, 33_522, 'I think Monday is safer than Friday.'),
  turn('Maya', 34_061, 37_089, 'Agreed, we decided to release on Monday the seventh.'),
  turn('Tom', 38_388, 40_875, 'Then I will write the release notes on Friday.'),
  turn('Maya', 41_897, 45_219, 'Great, thank you all, that is everything for today.'),
];

const TRACKS = { Maya: '1001', Tom: '1002', Priya: '1003' } as const;
const PACKET_MS = 20;
const LEAD_IN_MS = 2_000;
/** Packets at the beginning of each track in which nobody speaks. */
const QUIET = 40;
const PAUSE_MS = 400;

/** Maya's, Tom's and Priya's packets; each file is read once. */
const tracks = new Map<string, readonly Buffer[]>();

function trackOf(name: keyof typeof TRACKS): readonly Buffer[] {
  const path = join(projectRoot, 'samples', 'standup', `track-${TRACKS[name]}.opus`);
  const packets = tracks.get(name) ?? readOpusFile(readFileSync(path));
  tracks.set(name, packets);
  return packets;
}

/** Maya, Tom and Priya in a voice channel; `prefix` tells apart people of several servers. */
export class Standup {
  readonly users: readonly SimulatedUser[];
  readonly #names = Object.keys(TRACKS) as (keyof typeof TRACKS)[];
  readonly #stop = new AbortController();
  #talking: Promise<unknown> = Promise.resolve();
  /** Epoch ms at which the recording would have begun. */
  #zeroMs = 0;

  constructor(discord: LocalDiscord, channel: LocalChannel, prefix = '') {
    this.users = this.#names.map((name) => discord.user(`${prefix}${name}`));
    for (const user of this.users) user.join(channel);
  }

  /** All three at once, in real time, from this place of the recording on; resolves when it is over. */
  speak(fromMs = 0, toMs = Number.POSITIVE_INFINITY): Promise<void> {
    return this.#say(fromMs, (track) => track.slice(fromMs / PACKET_MS, toMs / PACKET_MS));
  }

  /** The whole recording, after two more seconds in which nobody has a word to say. */
  talk(): Promise<void> {
    const silence = (track: readonly Buffer[]) =>
      Array.from({ length: LEAD_IN_MS / PACKET_MS }, (_, at) => track[at % QUIET]);
    return this.#say(-LEAD_IN_MS, (track) => [...silence(track), ...track].filter((packet) => packet !== undefined));
  }

  /** Until the first sentence that begins from now on was said, and a pause. */
  async sentence(): Promise<void> {
    const atMs = Date.now() - this.#zeroMs;
    const next = turns.find(({ startMs }) => startMs >= atMs);
    if (next) await setTimeout(next.endMs + PAUSE_MS - atMs);
  }

  async silence(): Promise<void> {
    this.#stop.abort();
    await this.#talking;
  }

  /** Sentences that were spoken wholly within one of these spans, epoch ms. */
  spokenWithin(spans: readonly { readonly fromMs: number; readonly toMs: number }[]): readonly Turn[] {
    const zeroMs = this.#zeroMs;
    return turns.filter(({ startMs, endMs }) =>
      spans.some(({ fromMs, toMs }) => zeroMs + startMs >= fromMs && zeroMs + endMs <= toMs),
    );
  }

  #say(fromMs: number, packetsOf: (track: readonly Buffer[]) => readonly Buffer[]): Promise<void> {
    this.#zeroMs = Date.now() - fromMs;
    const { signal } = this.#stop;
    const spoken = this.users.map((user, index) =>
      user.speak(packetsOf(trackOf(this.#names[index] ?? 'Maya')), { signal }),
    );
    const talking = Promise.all(spoken).then(
      () => undefined,
      (error: unknown) => {
        if (!signal.aborted) throw error;
      },
    );
    this.#talking = talking;
    return talking;
  }
}

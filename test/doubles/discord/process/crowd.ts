import type { LocalDiscord } from '../discord.ts';
import type { SpeakOptions } from '../voice/speech.ts';
import { syntheticPackets } from '../voice/synthetic-opus.ts';

/** Packets that repeat: 10 s of speech, different for each user. */
const LOOP = 500;

export interface CrowdSpeech {
  readonly userId: string;
  readonly name: string;
  readonly ssrc: number;
  /** Of the first packet; the next ones count on by 1 and 960. */
  readonly sequence: number;
  readonly timestamp: number;
  readonly sentCount: number;
}

/** What the n-th packet of the crowd's `index`-th user is, for who compares. */
export const crowdPackets = (index: number): readonly Buffer[] => syntheticPackets(LOOP, { seed: index + 1 });

const nameOf = (index: number): string => `user-${index}`;

/** So many people enter a voice channel of the first guild. */
export function gather(discord: LocalDiscord, channel: string, count: number): readonly string[] {
  const users = Array.from({ length: count }, (_, index) => discord.user(nameOf(index)));
  for (const user of users) user.join(discord.guild().channel(channel));
  return users.map(({ id }) => id);
}

/** Resolves when the bot hears them all: connected and, with end-to-end encryption, in their group. Tells whose each SSRC is. */
export async function introduce(discord: LocalDiscord, channel: string): Promise<void> {
  const call = discord.voice.call(discord.guild().channel(channel));
  const isIn = () =>
    call.connection?.isReady && (!call.dave || (call.dave.isSettled && call.dave.memberIds.includes(discord.botId)));
  await discord.notices.until(isIn, 'the bot is in the call', 30_000);
  for (const user of call.users) user.announce();
}

/** All of them speak at once. Resolves when they have finished. */
export async function speak(discord: LocalDiscord, count: number, packets: number, options: SpeakOptions = {}) {
  return Promise.all(Array.from({ length: count }, (_, index) => speakOne(discord, index, packets, options)));
}

async function speakOne(
  discord: LocalDiscord,
  index: number,
  packets: number,
  options: SpeakOptions,
): Promise<CrowdSpeech> {
  const user = discord.user(nameOf(index));
  const { id, name, ssrc, sequence, timestamp } = user;
  const before = user.sent.length;
  const loop = crowdPackets(index);
  const row = Array.from({ length: packets }, (_, n) => loop[n % LOOP] ?? Buffer.alloc(0));
  await user.speak(row, options);
  return { userId: id, name, ssrc, sequence, timestamp, sentCount: user.sent.length - before };
}

export const violations = (discord: LocalDiscord) => discord.violations;

/** Milliseconds of CPU time that this process has used. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

import { Readable } from 'node:stream';
import {
  type AudioPlayer,
  AudioPlayerStatus,
  AudioResource,
  createAudioPlayer,
  type DAVESession,
  NoSubscriberBehavior,
  type VoiceConnection,
} from '@discordjs/voice';
import type { Clock } from '../../../../ports/clock.ts';
import { within } from '../within.ts';

/** Members can't decrypt what is said before the bot is in their group. */
const KEYS_MS = 5_000;
const LOOK_MS = 100;
/** More than any announcement takes. */
const LONGEST_MS = 15_000;

export interface Announcement {
  readonly connection: VoiceConnection;
  /** Opus, 20 ms each. */
  readonly packets: readonly Buffer[];
  readonly clock: Clock;
}

/** Plays a sound into the call; the library encrypts it. @throws Error when it can't be played; the signal's reason */
export async function announce({ connection, packets, clock }: Announcement, signal: AbortSignal): Promise<void> {
  await untilKeys(connection, clock, signal);
  const player = createAudioPlayer({ behaviors: { noSubscriber: NoSubscriberBehavior.Stop }, debug: false });
  const subscription = connection.subscribe(player);
  try {
    const played = untilIdle(player);
    const stream = Readable.from(packets);
    player.play(new AudioResource([], [stream], null, SILENCE_PACKETS));
    await within(played, LONGEST_MS, clock, () => new Error('it did not end'));
  } finally {
    subscription?.unsubscribe();
    player.stop(true);
  }
}

/** As many end a talk spurt (Discord docs: "Voice Data Interpolation"). */
const SILENCE_PACKETS = 5;

async function untilKeys(connection: VoiceConnection, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let waitedMs = 0; !hasKeys(connection); waitedMs += LOOK_MS) {
    if (waitedMs >= KEYS_MS) throw new Error('no keys of the end-to-end encrypted call');
    await clock.delay(LOOK_MS, signal);
  }
}

function hasKeys({ state }: VoiceConnection): boolean {
  if (!('networking' in state) || !state.networking) return false;
  const dave: DAVESession | undefined = Reflect.get(state.networking.state, 'dave');
  return dave === undefined || dave.protocolVersion === 0 || dave.session?.ready === true;
}

function untilIdle(player: AudioPlayer): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  player.on('error', reject);
  player.on(AudioPlayerStatus.Idle, () => resolve());
  promise.catch(() => undefined);
  return promise;
}

import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Transcriber } from '../../../src/ports/transcriber.ts';
import type { VoiceActivity } from '../../../src/ports/voice-activity.ts';

/** Work of true processes within simulated time: the simulated clock stands still until none of it is under way. */
export class RealWork {
  readonly #running = new Set<Promise<unknown>>();

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const running = work();
    const over: Promise<unknown> = Promise.allSettled([running]).finally(() => this.#running.delete(over));
    this.#running.add(over);
    return await running;
  }

  /** Resolves when nothing is under way, nor begun by what has ended. */
  async idle(): Promise<void> {
    await setImmediate();
    while (this.#running.size > 0) {
      await Promise.all(this.#running);
      await setImmediate();
    }
  }
}

/** An engine whose answers come, in simulated time, as much later as they took on this machine. */
export function inSimulatedTime(
  transcriber: Transcriber,
  work: RealWork,
  clock: Clock,
  onCall: () => void,
): Transcriber {
  return {
    capabilities: transcriber.capabilities,
    concurrency: transcriber.concurrency,
    health: () => transcriber.health(),
    transcribe: async (request, signal) => {
      const startedMs = clock.now();
      const startedRealMs = performance.now();
      onCall();
      const answer = await work.run(() => settled(transcriber.transcribe(request, signal)));
      const tookMs = performance.now() - startedRealMs;
      await clock.delay(Math.max(0, startedMs + tookMs - clock.now()), signal);
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value;
    },
    [Symbol.asyncDispose]: () => transcriber[Symbol.asyncDispose](),
  };
}

/** Speech detection that takes no simulated time. */
export function withoutTime(voiceActivity: VoiceActivity, work: RealWork): VoiceActivity {
  return {
    detector: () => {
      const detector = voiceActivity.detector();
      return { probabilities: (pcm, signal) => work.run(() => detector.probabilities(pcm, signal)) };
    },
    [Symbol.asyncDispose]: () => voiceActivity[Symbol.asyncDispose](),
  };
}

async function settled<Result>(work: Promise<Result>): Promise<PromiseSettledResult<Result>> {
  const [result] = await Promise.allSettled([work]);
  return result;
}

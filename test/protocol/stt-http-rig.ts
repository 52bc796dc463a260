import { setImmediate } from 'node:timers/promises';
import { expect } from 'vitest';
import { MomError } from '../../src/errors.ts';
import type { Transcription } from '../../src/ports/transcriber.ts';
import { createHttpTranscriber, type HttpTranscriberOptions } from '../../src/providers/stt-http/index.ts';
import { recordedLog } from '../doubles/recorded-log.ts';
import { WatchedClock } from '../doubles/watched-clock.ts';

export const TIMEOUT_MS = 20_000;
const RETRY_PAUSE_MS = 250;
/** What the double says to every sound. */
export const TEXT = 'hi there, all.';
export const request = { pcm: new Float32Array(32_000).fill(0.1), language: 'en' };

export type TestTranscriber = ReturnType<typeof aTranscriber>;

/** The adapter on a clock and a log of the test. */
export function aTranscriber(options: Pick<HttpTranscriberOptions, 'hosts'> & Partial<HttpTranscriberOptions>) {
  const clock = new WatchedClock();
  const { log, lines } = recordedLog();
  const transcriber = createHttpTranscriber({ timeoutMs: TIMEOUT_MS, clock, log, ...options });
  const messages = (level: number) =>
    lines.filter((line) => line['level'] === level).map((line) => String(line['msg']));
  return {
    transcriber,
    clock,
    lines,
    infos: () => messages(30),
    warnings: () => messages(40),
    errors: () => messages(50),
    [Symbol.asyncDispose]: () => transcriber[Symbol.asyncDispose](),
  };
}
/** What the work fails with; it must be an error of ours. */
export const failure = (work: Promise<unknown>): Promise<MomError> =>
  work.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => (error instanceof MomError ? error : expect.fail(String(error))),
  );
export const textOf = ({ segments }: Transcription): string => segments.map((segment) => segment.text).join(' ');

/** Lets the network come to it, without a guess at how long that takes. */
export async function until(isSo: () => boolean): Promise<void> {
  const startedMs = performance.now();
  while (!isSo()) {
    if (performance.now() - startedMs > 10_000) expect.fail(`never came to it: ${isSo}`);
    await setImmediate();
  }
}

/** Lets the work go on to its end, passing over the pauses before second tries. */
export async function hurried<T>(test: TestTranscriber, work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  let passed = 0;
  while (!isOver) {
    const pauses = test.clock.asked.filter((ms) => ms === RETRY_PAUSE_MS).length;
    if (pauses > passed) await test.clock.advance(RETRY_PAUSE_MS);
    else await setImmediate();
    passed = pauses;
  }
  return await over;
}

/** Transcribes the usual chunk, passing over pauses. */
export const ask = (test: TestTranscriber): Promise<Transcription> =>
  hurried(test, test.transcriber.transcribe(request));

/** A deadline that HurriedClock lets nobody meet. */
export const NEVER_MS = 1_000_000_000;
const HEALTH_TIMEOUT_MS = 5_000;
/** So that what is left of a rest never looks like that. */
const A_LITTLE_MS = 0.123_457;

/** Pauses and rests are over at once; a deadline never comes. */
export class HurriedClock extends WatchedClock {
  #passedMs = 0;

  override now(): number {
    return super.now() + this.#passedMs;
  }

  override async delay(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms === HEALTH_TIMEOUT_MS || ms === NEVER_MS) return await super.delay(ms, signal);
    await setImmediate();
    signal?.throwIfAborted();
    this.#passedMs += ms + A_LITTLE_MS;
  }
}

import { systemClock } from '../../../src/clock.ts';
import type { Transcriber } from '../../../src/ports/transcriber.ts';
import { createWhisperTranscriber, type WhisperOptions } from '../../../src/providers/whisper/index.ts';
import { type LogLine, recordedLog } from '../../doubles/recorded-log.ts';
import { shared } from '../../shared.ts';

export const IDLE_MS = 60_000;
export const TIMEOUT_MS = 50_000;

/** A transcriber on the toy model, which knows the clips of ggml-toy-en.clips.tsv by heart. */
export function toyTranscriber(options: Partial<WhisperOptions> = {}): {
  readonly transcriber: Transcriber;
  readonly lines: readonly LogLine[];
} {
  const { log, lines } = recordedLog();
  const transcriber = createWhisperTranscriber({
    modelPath: shared('models', 'ggml-toy-en.bin'),
    workers: 1,
    threads: 1,
    timeoutMs: TIMEOUT_MS,
    idleMs: IDLE_MS,
    useGpu: false,
    clock: systemClock,
    log,
    ...options,
  });
  return { transcriber, lines };
}

/** One of the clips, with its text. */
export const clip = {
  path: shared('data', 'calls', 'standup', 'turns', '01-1002.wav'),
  text: 'The payment service is ready for testing.',
};

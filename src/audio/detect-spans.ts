import type { Pcm } from '../domain/audio.ts';
import { type SpeechDetector, VAD_WINDOW_SAMPLES } from '../ports/voice-activity.ts';
import { Chunker, type ChunkerOptions, type Span } from './chunker.ts';
import { skipSilence } from './skip-silence.ts';
import { SpeechGate } from './speech-gate.ts';

/** Streams a track through speech detection and cuts it into spans that tile it. */
export async function* detectSpans(
  blocks: AsyncIterable<Pcm>,
  detector: SpeechDetector,
  options: ChunkerOptions,
  signal?: AbortSignal,
): AsyncGenerator<Span> {
  const gate = new SpeechGate();
  const ears = skipSilence(detector);
  const chunker = new Chunker(options);
  let rest: Pcm = new Float32Array(0);
  for await (const block of blocks) {
    const pcm = concat(rest, block);
    const whole = pcm.length - (pcm.length % VAD_WINDOW_SAMPLES);
    rest = pcm.slice(whole);
    if (whole > 0) yield* hear(pcm.subarray(0, whole), await ears.probabilities(pcm.subarray(0, whole), signal));
  }
  if (rest.length > 0) yield* hear(rest, await ears.probabilities(paddedToWindow(rest), signal));
  yield* chunker.flush();

  function* hear(pcm: Pcm, probabilities: Float32Array): Generator<Span> {
    for (const [index, probability] of probabilities.entries()) {
      const window = pcm.subarray(index * VAD_WINDOW_SAMPLES, (index + 1) * VAD_WINDOW_SAMPLES);
      yield* chunker.push({ pcm: window, hasSpeech: gate.hear(probability) });
    }
  }
}

function concat(head: Pcm, tail: Pcm): Pcm {
  if (head.length === 0) return tail;
  const joined = new Float32Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}

/** The end of a track seldom fills a window; silence does. The chunk itself keeps only real samples. */
function paddedToWindow(pcm: Pcm): Pcm {
  const padded = new Float32Array(VAD_WINDOW_SAMPLES);
  padded.set(pcm);
  return padded;
}

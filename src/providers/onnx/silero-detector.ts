import type { Pcm } from '../../domain/audio.ts';
import { MomError } from '../../errors.ts';
import { type SpeechDetector, VAD_WINDOW_SAMPLES } from '../../ports/voice-activity.ts';
import { CONTEXT_SAMPLES, type SileroReply, type SileroRequest, STATE_VALUES } from './silero-messages.ts';

/** Windows of 30 s: 2 MB on the way to the child, and a job of about a tenth of a second. */
const MOST_WINDOWS = 937;

/** Hands windows to the child. */
export type AskSilero = (request: SileroRequest, signal?: AbortSignal) => Promise<SileroReply>;

/** What the model remembers of a track: its state and the last samples. */
interface Memory {
  readonly state: Float32Array;
  readonly context: Float32Array;
}

/** One track. Calls wait for each other in order; one that fails changes nothing, so it can be made again. */
export class SileroDetector implements SpeechDetector {
  readonly #ask: AskSilero;
  #memory: Memory = { state: new Float32Array(STATE_VALUES), context: new Float32Array(CONTEXT_SAMPLES) };
  #last: Promise<unknown> = Promise.resolve();

  constructor(ask: AskSilero) {
    this.#ask = ask;
  }

  async probabilities(pcm: Pcm, signal?: AbortSignal): Promise<Float32Array> {
    if (pcm.length % VAD_WINDOW_SAMPLES !== 0)
      throw new MomError('vad_failed', `${pcm.length} samples are no multiple of ${VAD_WINDOW_SAMPLES}`);
    signal?.throwIfAborted();
    const turn = Promise.allSettled([this.#last]).then(() => this.#listen(pcm, signal));
    this.#last = turn;
    return await turn;
  }

  async #listen(pcm: Pcm, signal: AbortSignal | undefined): Promise<Float32Array> {
    const probabilities = new Float32Array(pcm.length / VAD_WINDOW_SAMPLES);
    let memory = this.#memory;
    for (let start = 0; start < pcm.length; start += MOST_WINDOWS * VAD_WINDOW_SAMPLES) {
      const part = pcm.subarray(start, start + MOST_WINDOWS * VAD_WINDOW_SAMPLES);
      const samples = joinSound(memory.context, part);
      const reply = await this.#ask({ samples, state: memory.state }, signal);
      probabilities.set(reply.probabilities, start / VAD_WINDOW_SAMPLES);
      memory = { state: reply.state, context: samples.slice(-CONTEXT_SAMPLES) };
    }
    this.#memory = memory;
    return probabilities;
  }
}

/** What is no number would stay in the state for the rest of the track. */
function joinSound(context: Float32Array, pcm: Pcm): Float32Array {
  const samples = new Float32Array(context.length + pcm.length);
  samples.set(context);
  for (const [index, sample] of pcm.entries()) if (Number.isFinite(sample)) samples[context.length + index] = sample;
  return samples;
}

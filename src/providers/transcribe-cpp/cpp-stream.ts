import { msOfSamples, type Pcm } from '../../domain/audio.ts';
import { cleanPcm } from '../../domain/prepare-pcm.ts';
import { MomError } from '../../errors.ts';
import type { StreamText, Transcription } from '../../ports/transcriber.ts';
import type { EngineStream } from './streaming-model.ts';
import { toOneSegment } from './to-transcription.ts';

/** One of the engine's streams in our words, in the child. Sees to it that what was committed stays. */
export class CppStream {
  readonly #stream: EngineStream;
  readonly #language: string | null;
  #samples = 0;
  #committed = '';

  /** @param language As asked for; null = detected. */
  constructor(stream: EngineStream, language: string | null) {
    this.#stream = stream;
    this.#language = language;
  }

  async feed(pcm: Pcm): Promise<StreamText> {
    this.#samples += pcm.length;
    // The engine borrows the samples until it answers; nobody else has this copy.
    await this.#stream.feed(cleanPcm(pcm));
    const { committed, tentative } = this.#stream.text;
    return { committed: this.#keep(committed.trimStart()), tentative };
  }

  async finish(): Promise<Transcription> {
    await this.#stream.finalize();
    const { full, committed } = this.#stream.text;
    // `full` is the engine's raw hypothesis; the committed text is what it promises.
    const isKept = full.trim().startsWith(this.#committed.trimEnd());
    const whole = isKept ? full.trim() : this.#keep(committed.trimStart()).trimEnd();
    const facts = { durationMs: msOfSamples(this.#samples), language: this.#language };
    const transcription = toOneSegment({ ...this.#stream.snapshot, text: whole }, facts);
    this.leave();
    return transcription;
  }

  /** Frees the model for the next one. */
  leave(): void {
    this.#stream.reset();
  }

  #keep(committed: string): string {
    if (!committed.startsWith(this.#committed))
      throw new MomError('stt_failed', 'the engine took back words that stood');
    this.#committed = committed;
    return committed;
  }
}

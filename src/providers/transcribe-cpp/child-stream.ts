import type { Pcm } from '../../domain/audio.ts';
import { MomError } from '../../errors.ts';
import type { StreamText, Transcription, TranscriptionStream } from '../../ports/transcriber.ts';
import type { StreamChild, StreamJob } from './stream-job.ts';

/** A stream in a child process, which has the place to itself until the stream ends. */
export class ChildStream implements TranscriptionStream {
  readonly #child: StreamChild;
  readonly #leave: (isUsable: boolean) => Promise<void>;
  readonly #signal: AbortSignal | undefined;
  #isOver = false;

  /** @param leave Gives the place back; `isUsable` when nothing is left to do in the child. */
  constructor(child: StreamChild, leave: (isUsable: boolean) => Promise<void>, signal: AbortSignal | undefined) {
    this.#child = child;
    this.#leave = leave;
    this.#signal = signal;
  }

  async feed(pcm: Pcm): Promise<StreamText> {
    return await this.#ask<StreamText>({ kind: 'feed', pcm });
  }

  async finish(): Promise<Transcription> {
    const transcription = await this.#ask<Transcription>({ kind: 'finish' });
    this.#isOver = true;
    await this.#leave(true);
    return transcription;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await this.#leave(false);
  }

  async #ask<Reply>(job: StreamJob): Promise<Reply> {
    if (this.#isOver) throw new MomError('stt_failed', 'the stream has ended');
    return (await this.#child.run(job, this.#signal)) as Reply;
  }
}

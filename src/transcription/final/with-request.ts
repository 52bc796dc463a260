import type {
  Transcriber,
  TranscriberCapabilities,
  TranscriberHealth,
  Transcription,
  TranscriptionRequest,
} from '../../ports/transcriber.ts';

type Change = (request: TranscriptionRequest) => TranscriptionRequest;

/** The same engine, asked a little differently. It borrows `transcriber`. */
export const withRequest = (transcriber: Transcriber, change: Change): Transcriber =>
  new RequestingTranscriber(transcriber, change);

class RequestingTranscriber implements Transcriber {
  readonly capabilities: TranscriberCapabilities;
  readonly concurrency: number;
  readonly #transcriber: Transcriber;
  readonly #change: Change;

  constructor(transcriber: Transcriber, change: Change) {
    this.capabilities = transcriber.capabilities;
    this.concurrency = transcriber.concurrency;
    this.#transcriber = transcriber;
    this.#change = change;
  }

  transcribe(request: TranscriptionRequest, signal?: AbortSignal): Promise<Transcription> {
    return this.#transcriber.transcribe(this.#change(request), signal);
  }

  health(): TranscriberHealth {
    return this.#transcriber.health();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve(); // the engine is borrowed
  }
}

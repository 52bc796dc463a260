import type {
  Transcriber,
  TranscriberCapabilities,
  TranscriberHealth,
  TranscriptionRequest,
} from '../../ports/transcriber.ts';

type Transcribe = Transcriber['transcribe'];
type OpenStream = NonNullable<Transcriber['openStream']>;

/** Somebody else's engine, asked in another way; closing it leaves that engine open. */
export const borrowedEngine = (engine: Transcriber, transcribe: Transcribe): Transcriber =>
  new BorrowedEngine(engine, transcribe);

/** Somebody else's engine with every request changed. */
export const withRequest = (
  engine: Transcriber,
  change: (request: TranscriptionRequest) => TranscriptionRequest,
): Transcriber => borrowedEngine(engine, (request, signal) => engine.transcribe(change(request), signal));

class BorrowedEngine implements Transcriber {
  readonly concurrency: number;
  readonly transcribe: Transcribe;
  readonly openStream?: OpenStream;
  readonly #engine: Transcriber;

  constructor(engine: Transcriber, transcribe: Transcribe) {
    this.concurrency = engine.concurrency;
    this.transcribe = transcribe;
    this.#engine = engine;
    if (engine.openStream) this.openStream = engine.openStream.bind(engine);
  }

  get capabilities(): TranscriberCapabilities {
    return this.#engine.capabilities;
  }

  health(): TranscriberHealth {
    return this.#engine.health();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

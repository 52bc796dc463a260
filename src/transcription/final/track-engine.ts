import type { Pcm } from '../../domain/audio.ts';
import type {
  Transcriber,
  TranscriberCapabilities,
  TranscriberHealth,
  Transcription,
  TranscriptionRequest,
} from '../../ports/transcriber.ts';
import { isAnotherLanguage, mayBeAnotherLanguage } from './another-language.ts';
import { carefulEngine } from './careful-engine.ts';
import { LanguageVote } from './language-vote.ts';

/**
 * The engine as the final pass uses it on one track: carefully, and in the track's language, which most of its first windows decide, except where the
 * words of a window are plainly in another one. Who tells the language (`wanted`) is believed. It borrows the engine.
 */
export class TrackEngine implements Transcriber {
  readonly capabilities: TranscriberCapabilities;
  readonly concurrency: number;
  readonly #engine: Transcriber;
  readonly #vote = new LanguageVote();
  /** Windows that were heard for the vote: they need not be heard again. */
  readonly #heard = new WeakMap<Pcm, Promise<Transcription>>();
  /** Windows in a language of their own. */
  readonly #own = new WeakMap<Pcm, string>();
  #language: string | null;
  #isSettled: boolean;

  constructor(transcriber: Transcriber, wanted: string | null) {
    this.capabilities = transcriber.capabilities;
    this.concurrency = transcriber.concurrency;
    this.#engine = carefulEngine(transcriber);
    this.#language = wanted;
    this.#isSettled = wanted !== null;
  }

  /** Until then the windows must wait, in order, each after its vote. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** The next window of the track, which an earlier run transcribed already, in this language; null when it had no words. */
  countKnown(language: string | null): void {
    this.#count(language);
  }

  /** Hears the next window of the track for the vote. A failure is no vote; it shows again, to be dealt with, when the window's turn comes. */
  async listen(request: Pick<TranscriptionRequest, 'pcm' | 'prompt'>, signal?: AbortSignal): Promise<void> {
    const answer = this.#engine.transcribe({ ...request, language: null, wantsLanguageProbability: true }, signal);
    this.#heard.set(request.pcm, answer);
    const transcription = await answer.catch(() => null);
    this.#count(transcription && transcription.segments.length > 0 ? transcription.language : null);
  }

  /** The track has ended: the votes that there are must do. */
  settle(): void {
    if (!this.#isSettled) this.#language = this.#vote.winner;
    this.#isSettled = true;
  }

  async transcribe(request: TranscriptionRequest, signal?: AbortSignal): Promise<Transcription> {
    const language = request.language ?? this.#own.get(request.pcm) ?? this.#language;
    const asked = { ...request, language };
    if (request.language !== null || !isFirstHearing(request)) return await this.#engine.transcribe(asked, signal);
    const heard = (await this.#heard.get(request.pcm)) ?? null;
    if (heard && (language === null || heard.language === language)) return heard;
    const first = await this.#engine.transcribe(asked, signal);
    if (language === null || !(heard || mayBeAnotherLanguage(first))) return first;
    return await this.#better(first, heard, asked, signal);
  }

  health(): TranscriberHealth {
    return this.#engine.health();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve(); // the engine is borrowed
  }

  #count(language: string | null): void {
    this.#vote.count(language);
    if (this.#vote.isOver) this.settle();
  }

  /** What was heard in the track's language, or, where that is plainly wrong, in the one that the engine takes it for. */
  async #better(
    first: Transcription,
    heard: Transcription | null,
    request: TranscriptionRequest,
    signal?: AbortSignal,
  ): Promise<Transcription> {
    const open = { ...request, language: null, wantsLanguageProbability: true };
    const other = heard ?? (await this.#engine.transcribe(open, signal));
    if (other.language === null || !isAnotherLanguage(first, other, request.pcm)) return first;
    this.#own.set(request.pcm, other.language);
    return other;
  }
}

/** Neither a second try nor a translation: those go on with what the first hearing found. */
const isFirstHearing = ({ temperature = 0, translate = false }: TranscriptionRequest): boolean =>
  temperature === 0 && !translate;

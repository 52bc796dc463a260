import { msOfSamples } from '../../domain/audio.ts';
import type { ChunkResult } from '../../domain/chunk-result.ts';
import type { LiveSpeech } from '../../domain/live-piece.ts';
import type { LostSound } from '../../domain/lost-sound.ts';
import type { Segment } from '../../domain/segment.ts';
import { MomError } from '../../errors.ts';
import type { TranscriptionStream } from '../../ports/transcriber.ts';
import { doubtLost } from '../believe/lost-sound.ts';
import { judge } from '../judge.ts';
import { joinSpeech } from './join-speech.ts';
import { wholeWordsOf } from './spoken-word.ts';

/** What the gates judge at once. All sound is kept until then, in case that the stream breaks: 2 MB. */
const LONGEST_MS = 30_000;
/** From here on words wait for that cut: the last of them may have to be joined with what comes after it. */
const WAITS_FROM_MS = 25_000;
/** Nobody tells how sure a stream is of the words that stand. */
const UNKNOWN_CONFIDENCE = 1;

export interface HeardUtterance {
  readonly speech: LiveSpeech;
  /** Its segments are what follows the words that were given before. */
  readonly result: ChunkResult;
}

/** Speech of one track up to its next pause, heard while it is spoken. Gives whole words that stand, each once. */
export class UtteranceStream implements AsyncDisposable {
  readonly #trackId: string;
  readonly #language: string | null;
  readonly #stream: TranscriptionStream;
  readonly #pieces: LiveSpeech[] = [];
  readonly #given: Segment[] = [];
  /** The text of what was given. */
  #text = '';
  #givenUntilMs: number | null = null;

  constructor(parts: { trackId: string; language: string | null; stream: TranscriptionStream }) {
    this.#trackId = parts.trackId;
    this.#language = parts.language;
    this.#stream = parts.stream;
  }

  /** Everything that it has heard. */
  get pieces(): readonly LiveSpeech[] {
    return this.#pieces;
  }

  get given(): readonly Segment[] {
    return this.#given;
  }

  get endSample(): number {
    return endOf(this.#pieces.at(-1));
  }

  /** Without a pause for so long that the next piece needs another stream. */
  get isFull(): boolean {
    return this.#lengthMs >= LONGEST_MS;
  }

  /** The words that stand since the last call; null when there are none. The piece is kept, whatever comes of it. */
  async feed(piece: LiveSpeech): Promise<Segment | null> {
    this.#givenUntilMs ??= msOfSamples(piece.startSample);
    const heardSamples = this.#pieces.length > 0 ? piece.overlapSamples : 0;
    this.#pieces.push(piece);
    const { committed } = await this.#stream.feed(piece.pcm.slice(heardSamples));
    this.#checkGrowth(committed);
    if (this.#lengthMs >= WAITS_FROM_MS) return null;
    const segment = this.#segment(wholeWordsOf(committed));
    if (segment) this.#given.push(segment);
    return segment;
  }

  /** Nothing more is said before the pause. A text that is not believed leaves the words that were given. */
  async finish(): Promise<HeardUtterance> {
    const transcription = await this.#stream.finish();
    const text = transcription.segments[0]?.text.trim() ?? '';
    this.#checkGrowth(text);
    const speech = this.#pieces.reduce(joinSpeech);
    const { startSample, pcm, speechSamples } = speech;
    const sound = { chunkMs: msOfSamples(pcm.length), speechMs: msOfSamples(speechSamples) };
    const { segments, doubts } = judge(transcription, sound);
    const rest = segments.length > 0 && doubts.length === 0 ? this.#segment(text, transcription.language) : null;
    const place = { trackId: this.#trackId, startSample, sampleCount: pcm.length };
    const result = { ...place, reason: doubts[0] ?? null, segments: rest ? [rest] : [] };
    if (doubts.length > 0) return { speech, result: { ...result, outcome: 'rejected' } };
    return { speech, result: { ...result, outcome: text === '' ? 'empty' : 'transcribed' } };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stream[Symbol.asyncDispose]();
  }

  /** In samples of the track. */
  get #lost(): readonly LostSound[] {
    return this.#pieces.flatMap(({ startSample, lost = [] }) =>
      lost.map((hole) => ({ ...hole, startSample: hole.startSample + startSample })),
    );
  }

  get #lengthMs(): number {
    return msOfSamples(this.endSample - (this.#pieces[0]?.startSample ?? 0));
  }

  /** What follows the text that was given. Its time is that of the sound in which it came to stand: nobody knows better. */
  #segment(text: string, language = this.#language): Segment | null {
    const added = text.slice(this.#text.length).trim();
    if (added === '') return null;
    const [startMs, endMs] = [this.#givenUntilMs ?? 0, msOfSamples(this.endSample)];
    this.#text = text;
    this.#givenUntilMs = endMs;
    const segment = {
      ...{ trackId: this.#trackId, startMs, endMs, text: added },
      ...{ confidence: UNKNOWN_CONFIDENCE, language: language ?? this.#language, words: [] },
    };
    return doubtLost([segment], this.#lost, 0)[0] ?? segment;
  }

  #checkGrowth(text: string): void {
    if (!text.startsWith(this.#text.trimEnd()))
      throw new MomError('stt_failed', 'the stream took back words that stood');
  }
}

const endOf = (piece: LiveSpeech | undefined): number => (piece ? piece.startSample + piece.pcm.length : 0);

import { msOfSamples } from '../../domain/audio.ts';
import type { ChunkResult } from '../../domain/chunk-result.ts';
import type { LiveSpeech } from '../../domain/live-piece.ts';
import type { Segment } from '../../domain/segment.ts';
import type { PromptSource } from '../prompt-source.ts';
import { CaptionLine, type CaptionLineOptions } from './caption-line.ts';
import { SaidWords } from './said-words.ts';
import { type SpokenWord, textOf, toSpokenWords } from './spoken-word.ts';
import { stitch } from './stitch.ts';

/** Words before a cut that wait for what comes after it: one may be broken by it, one may be heard otherwise for it. */
const HELD_WORDS = 2;

export interface TrackCaptionsOptions extends CaptionLineOptions {
  readonly prompt?: PromptSource;
}

/** Turns the answers for one track, in order, into its captions. */
export class TrackCaptions {
  readonly #options: TrackCaptionsOptions;
  readonly #line: CaptionLine;
  readonly #said = new SaidWords();
  #held: readonly SpokenWord[] = [];
  #language: string | null = null;

  constructor(options: TrackCaptionsOptions) {
    this.#options = options;
    this.#line = new CaptionLine(options);
  }

  /** The last answer for this speech. */
  settle(speech: LiveSpeech, result: ChunkResult): void {
    if (result.outcome === 'rejected') this.#options.prompt?.rejected();
    if (result.outcome === 'failed') this.#tellGap(speech, result.reason ?? 'stt_failed');
    this.#language = result.segments.find((segment) => segment.language !== null)?.language ?? this.#language;
    const words = this.#continue(speech, toSpokenWords(result.segments));
    const isOpen = speech.end === 'full' && result.segments.length > 0;
    this.#held = isOpen ? words.slice(-HELD_WORDS) : [];
    this.#say(words.slice(0, words.length - this.#held.length));
    // What is held back may be a word that stands already.
    this.#said.passed(speech.startSample + (isOpen ? speech.overlapSamples : speech.pcm.length));
  }

  /** Words that stand, of an utterance that is still being heard and began with this speech. */
  extend(begun: LiveSpeech, segment: Segment): void {
    this.#language = segment.language ?? this.#language;
    const words = this.#continue(begun, toSpokenWords([segment]));
    this.#held = [];
    this.#said.passed(Number.POSITIVE_INFINITY);
    this.#say(words);
  }

  /** The words of these segments, all of which stand already, come once more in answers up to `untilSample`. */
  expectAgain(segments: readonly Segment[], untilSample: number): void {
    this.#said.expect(toSpokenWords(segments), untilSample);
  }

  /** Nothing comes after the words that are held back. */
  pause(): void {
    const held = this.#held;
    this.#held = [];
    this.#say(held);
    this.#said.passed(Number.POSITIVE_INFINITY);
  }

  /** The utterance is over. */
  rest(): void {
    this.pause();
    this.#line.end();
  }

  /** What is held back and what this speech says, said once. */
  #continue(speech: LiveSpeech, words: readonly SpokenWord[]): SpokenWord[] {
    if (speech.overlapSamples === 0) return [...this.#held, ...words];
    const startMs = msOfSamples(speech.startSample);
    const endMs = msOfSamples(speech.startSample + speech.overlapSamples);
    return stitch(this.#held, words, { startMs, endMs });
  }

  #say(heard: readonly SpokenWord[]): void {
    const words = this.#said.newOf(heard);
    if (words.length === 0) return;
    this.#line.add(words, this.#language);
    this.#options.prompt?.accepted(textOf(words).trim());
  }

  #tellGap({ startSample, pcm }: LiveSpeech, reason: string): void {
    const { trackId, speaker, tell } = this.#options;
    const [startMs, endMs] = [msOfSamples(startSample), msOfSamples(startSample + pcm.length)];
    tell({ type: 'caption-gap', trackId, ...speaker, startMs, endMs, reason });
  }
}

import type { Caption } from '../../domain/caption.ts';
import type { Speaker } from '../../domain/speaker.ts';
import type { LiveEvent } from './live-event.ts';
import { type SpokenWord, textOf } from './spoken-word.ts';

/** A monologue is divided as it is in the transcript (assemble-transcript.ts), so that a moment can be found. */
const MAX_CAPTION_MS = 30_000;

export interface CaptionLineOptions {
  readonly trackId: string;
  readonly speaker: Speaker;
  readonly nextId: () => string;
  readonly tell: (event: LiveEvent) => void;
}

/** The captions of one track, one after the other. Each only ever grows and, once it has ended, stays. */
export class CaptionLine {
  readonly #options: CaptionLineOptions;
  #open: Caption | null = null;
  /** Words that the mean confidence is of. */
  #wordCount = 0;

  constructor(options: CaptionLineOptions) {
    this.#options = options;
  }

  /** Words that stand; they go on with the open caption, or begin one. */
  add(words: readonly SpokenWord[], language: string | null): void {
    let fitting: SpokenWord[] = [];
    for (const word of words) {
      const startMs = this.#open?.startMs ?? fitting[0]?.startMs ?? word.startMs;
      if (word.endMs - startMs > MAX_CAPTION_MS) {
        this.#extend(fitting, language);
        this.end();
        fitting = [];
      }
      fitting.push(word);
    }
    this.#extend(fitting, language);
  }

  /** The utterance is over. */
  end(): void {
    const caption = this.#open;
    this.#open = null;
    if (caption) this.#options.tell({ type: 'caption-end', caption: { ...caption, isFinal: true } });
  }

  #extend(words: readonly SpokenWord[], language: string | null): void {
    if (words.length === 0) return;
    if (!this.#open) this.#begin(words, language);
    else {
      const delta = textOf(words);
      const caption = { ...this.#grown(this.#open, words, language), text: this.#open.text + delta };
      this.#open = caption;
      this.#options.tell({ type: 'caption-delta', caption, delta });
    }
  }

  #begin(words: readonly SpokenWord[], language: string | null): void {
    const { trackId, speaker, nextId, tell } = this.#options;
    const startMs = words[0]?.startMs ?? 0;
    const empty = { id: nextId(), trackId, ...speaker, startMs, endMs: startMs, confidence: 0, language };
    this.#wordCount = 0;
    const caption = this.#grown({ ...empty, text: textOf(words).trimStart(), isFinal: false }, words, language);
    this.#open = caption;
    tell({ type: 'caption-start', caption });
  }

  #grown(caption: Caption, words: readonly SpokenWord[], language: string | null): Caption {
    const before = caption.confidence * this.#wordCount;
    this.#wordCount += words.length;
    return {
      ...caption,
      endMs: words.reduce((latest, word) => Math.max(latest, word.endMs), caption.endMs),
      confidence: words.reduce((sum, word) => sum + word.confidence, before) / this.#wordCount,
      language: caption.language ?? language,
    };
  }
}

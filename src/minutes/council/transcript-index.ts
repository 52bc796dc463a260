import type { Transcript, Utterance } from '../../domain/transcript.ts';
import { contentStems, type NumbersHeard, numbersHeard } from './words/index.ts';

/** A transcript prepared for many questions: where an id stands, how rare a word is, what an utterance says. */
export class TranscriptIndex {
  static readonly #known = new WeakMap<Transcript, TranscriptIndex>();
  readonly utterances: readonly Utterance[];
  readonly language: string | null;
  readonly #positions: ReadonlyMap<string, number>;
  readonly #stems: readonly ReadonlySet<string>[];
  readonly #uses = new Map<string, number>();
  readonly #numbers = new Map<number, NumbersHeard>();

  /** The index of a transcript, made once for as long as somebody holds the transcript: of eight hours it takes half a second. */
  static of(transcript: Transcript): TranscriptIndex {
    const known = TranscriptIndex.#known.get(transcript) ?? new TranscriptIndex(transcript);
    TranscriptIndex.#known.set(transcript, known);
    return known;
  }

  private constructor({ utterances, language }: Transcript) {
    this.utterances = utterances;
    this.language = language;
    this.#positions = new Map(utterances.map(({ id }, position) => [id, position]));
    this.#stems = utterances.map(({ text }) => contentStems(text));
    for (const stems of this.#stems) for (const stem of stems) this.#uses.set(stem, (this.#uses.get(stem) ?? 0) + 1);
  }

  /** The places of the ids that exist, in order of time, each once. */
  positionsOf(ids: readonly string[]): readonly number[] {
    const positions = ids.map((id) => this.#positions.get(id)).filter((position) => position !== undefined);
    return [...new Set(positions)].toSorted((a, b) => a - b);
  }

  /** Inverse document frequency over utterances; a word that nobody said is the rarest. */
  rarity(stem: string): number {
    return Math.log((this.utterances.length + 1) / ((this.#uses.get(stem) ?? 0) + 0.5));
  }

  stemsAt(position: number): ReadonlySet<string> {
    return this.#stems[position] ?? new Set();
  }

  isSaid(stem: string): boolean {
    return this.#uses.has(stem);
  }

  numbersAt(position: number): NumbersHeard {
    const known = this.#numbers.get(position);
    if (known !== undefined) return known;
    const utterance = this.utterances[position];
    const heard = numbersHeard(utterance?.text ?? '', utterance?.language ?? this.language);
    this.#numbers.set(position, heard);
    return heard;
  }

  textAt(position: number): string {
    return this.utterances[position]?.text ?? '';
  }

  /** The places up to `reach` utterances around the given ones, in order. */
  around(positions: readonly number[], reach: number): readonly number[] {
    const places = new Set<number>();
    for (const position of positions) {
      const last = Math.min(this.utterances.length - 1, position + reach);
      for (let place = Math.max(0, position - reach); place <= last; place += 1) places.add(place);
    }
    return [...places].toSorted((a, b) => a - b);
  }
}

import type { Caption } from '../../../domain/caption.ts';
import { CONTENT_LIMIT, captionsLength } from '../render/captions.ts';

/** Room for the last caption to grow in (docs: 2,000 characters of content). */
const FULL_AT = 1_900;

/** Consecutive captions of one speaker: one message. */
export interface CaptionGroup {
  readonly key: string;
  readonly speaker: string;
  readonly startMs: number;
  captions: readonly Caption[];
}

/** Gathers captions into turns. A turn ends when somebody else speaks, when its message is full, or when something else was posted. */
export class CaptionGroups {
  readonly #groups: CaptionGroup[] = [];
  readonly #groupOf = new Map<string, CaptionGroup>();
  #isOpen = true;

  get all(): readonly CaptionGroup[] {
    return this.#groups;
  }

  /**
   * The turns that change: the one that the caption is in now, and the one that it had to leave because it grew too long for it. A text that
   * is out of date, shorter than the one that is known, changes nothing.
   */
  take(caption: Caption): readonly CaptionGroup[] {
    const known = this.#groupOf.get(caption.id);
    if (known) return [replaced(known, caption), ...this.#overflow(known)];
    const last = this.#isOpen ? this.#groups.at(-1) : undefined;
    const group = last && hasRoom(last, caption) ? last : this.#begin(caption);
    this.#add(group, caption);
    return [group];
  }

  /** The next caption begins a new message. */
  breakTurn(): void {
    this.#isOpen = false;
  }

  /** A turn that stood there before a restart. */
  restore(key: string, captions: readonly Caption[]): void {
    const [first] = captions;
    if (!first) return;
    const group = { key, speaker: first.speaker, startMs: first.startMs, captions };
    this.#groups.push(group);
    for (const { id } of captions) this.#groupOf.set(id, group);
  }

  /** Forgets every caption that does not stay; gives those that do, by id. */
  keepOnly(kept: ReadonlySet<string>): ReadonlyMap<string, Caption> {
    for (const group of this.#groups) group.captions = group.captions.filter(({ id }) => kept.has(id));
    for (const id of this.#groupOf.keys()) if (!kept.has(id)) this.#groupOf.delete(id);
    this.breakTurn();
    return new Map(this.#groups.flatMap(({ captions }) => captions.map((caption) => [caption.id, caption] as const)));
  }

  has(captionId: string): boolean {
    return this.#groupOf.has(captionId);
  }

  /** What grew too long for one message goes on in the next. A single caption of more than a message is cut; the transcript has it all. */
  #overflow(group: CaptionGroup): readonly CaptionGroup[] {
    const kept = [...group.captions];
    const moved: Caption[] = [];
    while (kept.length > 1 && captionsLength(kept) > CONTENT_LIMIT) moved.unshift(...kept.splice(-1));
    const [first] = moved;
    if (!first) return [];
    group.captions = kept;
    const next = this.#begin(first);
    for (const caption of moved) this.#add(next, caption);
    return [next];
  }

  #add(group: CaptionGroup, caption: Caption): void {
    group.captions = [...group.captions, caption];
    this.#groupOf.set(caption.id, group);
  }

  #begin({ id, speaker, startMs }: Caption): CaptionGroup {
    this.#isOpen = true;
    const group: CaptionGroup = { key: `captions:${id}`, speaker, startMs, captions: [] };
    this.#groups.push(group);
    return group;
  }
}

function replaced(group: CaptionGroup, caption: Caption): CaptionGroup {
  group.captions = group.captions.map((known) =>
    known.id === caption.id && !isOlder(caption, known) ? caption : known,
  );
  return group;
}

const isOlder = (caption: Caption, known: Caption): boolean =>
  (known.isFinal && !caption.isFinal) || (known.isFinal === caption.isFinal && caption.text.length < known.text.length);

const hasRoom = (group: CaptionGroup, caption: Caption): boolean =>
  group.speaker === caption.speaker && captionsLength([...group.captions, caption]) <= FULL_AT;

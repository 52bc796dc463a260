import type { Logger } from '../../log.ts';
import type { DraftStore } from '../../ports/draft-store.ts';
import { chunkHash, type PromptKind } from './chunk-hash.ts';
import type { CouncilRules, TranscriptPart } from './council-rules.ts';
import { unlessAborted } from './deadline.ts';
import type { PartDraft } from './draft-part.ts';
import type { Range } from './partition.ts';

/** The utterances of one part as a key. */
export interface PartKey {
  readonly seat: string;
  readonly hash: string;
  readonly firstId: string;
  readonly lastId: string;
}

/** Drafts of one meeting that are there or on their way, so that nothing is asked or paid for twice, not even after a crash. */
export class DraftCache {
  readonly #meetingId: string;
  readonly #store: DraftStore;
  readonly #rules: CouncilRules;
  readonly #log: Logger;
  readonly #known = new Map<string, Promise<PartDraft>>();
  readonly #ranges = new Map<string, Range[]>();
  #loaded: Promise<void> | null = null;

  constructor(
    meetingId: string,
    desk: { readonly drafts: DraftStore; readonly rules: CouncilRules; readonly log: Logger },
  ) {
    this.#meetingId = meetingId;
    this.#store = desk.drafts;
    this.#rules = desk.rules;
    this.#log = desk.log;
  }

  /** Parts of the seat that were asked about before, in the order they came. */
  async rangesOf(seat: string): Promise<readonly Range[]> {
    await this.#load();
    return this.#ranges.get(seat) ?? [];
  }

  /** The draft of a part: kept, under way, or else what `ask` brings. A failure is forgotten, so that the next one may ask again. */
  async obtain(key: PartKey, ask: () => Promise<PartDraft>, signal: AbortSignal): Promise<PartDraft> {
    await this.#load();
    const name = nameOf(key.seat, key.hash);
    const known = await this.#awaited(name, signal);
    if (known) return known;
    const asked = ask();
    this.#known.set(name, asked);
    this.#addRange(key);
    try {
      const draft = await unlessAborted(asked, signal);
      await this.#keep(key, draft);
      return draft;
    } catch (error: unknown) {
      this.#known.delete(name);
      throw error;
    }
  }

  /** Null when there is none or when whoever asked for it failed. */
  async #awaited(name: string, signal: AbortSignal): Promise<PartDraft | null> {
    const known = this.#known.get(name);
    if (!known) return null;
    try {
      return await unlessAborted(known, signal);
    } catch (error: unknown) {
      signal.throwIfAborted();
      this.#log.debug({ err: error, meetingId: this.#meetingId }, 'asking for a draft that failed before');
      return null;
    }
  }

  /** Once for all who come at the same time; a draft that the store has lost is simply asked for again. */
  #load(): Promise<void> {
    this.#loaded ??= this.#read().catch((error: unknown) => {
      this.#log.warn({ err: error, meetingId: this.#meetingId }, 'drafts that were kept could not be read');
    });
    return this.#loaded;
  }

  async #read(): Promise<void> {
    for (const stored of await this.#store.listDrafts(this.#meetingId)) {
      const { draft } = this.#rules.parseDraft(stored.draftJson);
      if (!draft) continue;
      const { seat, chunkHash: hash, firstId, lastId, provider, model } = stored;
      this.#known.set(nameOf(seat, hash), Promise.resolve({ draft, provider, model, isRepaired: false }));
      this.#addRange({ seat, hash, firstId, lastId });
    }
  }

  #addRange({ seat, hash, firstId, lastId }: PartKey): void {
    this.#ranges.set(seat, [...(this.#ranges.get(seat) ?? []), { hash, firstId, lastId }]);
  }

  async #keep({ seat, hash, firstId, lastId }: PartKey, { draft, provider, model }: PartDraft): Promise<void> {
    const stored = { seat, chunkHash: hash, firstId, lastId, provider, model, draftJson: JSON.stringify(draft) };
    await this.#store.saveDraft(this.#meetingId, stored).catch((error: unknown) => {
      this.#log.warn({ err: error, meetingId: this.#meetingId, seat }, 'a draft could not be kept');
    });
  }
}

const nameOf = (seat: string, hash: string): string => `${seat} ${hash}`;

/** The key of a part. */
export function partKey(
  seat: string,
  kind: PromptKind,
  part: Pick<TranscriptPart, 'utterances' | 'speakers'>,
): PartKey {
  const { utterances } = part;
  const hash = chunkHash(kind, part);
  return { seat, hash, firstId: utterances[0]?.id ?? '', lastId: utterances.at(-1)?.id ?? '' };
}

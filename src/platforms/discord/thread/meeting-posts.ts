import type { Caption } from '../../../domain/caption.ts';
import type { PostRecord } from '../../../ports/post-store.ts';
import { renderCaptions } from '../render/captions.ts';
import { CaptionGroups } from './caption-groups.ts';
import { Lane } from './lane.ts';
import type { LaneParts } from './lane-parts.ts';
import type { PostBody } from './post-body.ts';

/** The panel is edited all the time; in a lane of its own it holds up no caption. */
const PANEL_KINDS: ReadonlySet<PostRecord['kind']> = new Set(['panel']);
/** Turns that may have changed between their last edit and the end of the process. */
const LAST_TURNS = 3;

/** Notices share the outbox with captions and minutes. */
export const noticeKey = (key: string): string => `notice:${key}`;

/** What a caption's message shows of it. */
export type ShownCaption = Pick<Caption, 'name' | 'startMs' | 'text'>;

/** Everything that is posted of one meeting: its two lanes, and the captions in their turns. */
export class MeetingPosts {
  readonly meetingId: string;
  readonly panel: Lane;
  readonly thread: Lane;
  readonly groups = new CaptionGroups();
  /** Changes of turns that found the queue full; the transcript has their words all the same. */
  refusedEdits = 0;
  readonly #wasThere: boolean;
  #isCaughtUp = false;
  #draftKey: string | null;

  constructor(parts: LaneParts, records: readonly PostRecord[]) {
    this.meetingId = parts.meetingId;
    this.#wasThere = records.length > 0;
    const isPanel = ({ kind }: PostRecord): boolean => PANEL_KINDS.has(kind);
    this.panel = new Lane(parts, records.filter(isPanel));
    this.thread = new Lane(
      parts,
      records.filter((record) => !isPanel(record)),
    );
    this.#draftKey = records.findLast(({ kind }) => kind === 'draft')?.key ?? null;
  }

  get lanes(): readonly Lane[] {
    return [this.panel, this.thread];
  }

  showCaption(channelId: string, caption: Caption): void {
    for (const { key, captions } of this.groups.take(caption))
      if (!this.#put(channelId, key, captions)) this.refusedEdits += 1;
  }

  /** Resolves when it is on the disk, if the disk takes it. */
  async notify(channelId: string, key: string, text: string): Promise<void> {
    const fullKey = noticeKey(key);
    if (this.thread.find(fullKey) !== null) return;
    this.groups.breakTurn();
    await this.thread.putLasting({ key: fullKey, kind: 'notice', channelId, body: { content: text }, text });
  }

  /** Takes notices away; gives how many stood there. */
  withdraw(keys: readonly string[]): number {
    const standing = keys.map(noticeKey).filter((key) => (this.thread.find(key)?.state ?? 'gone') !== 'gone');
    for (const key of standing) this.thread.remove(key);
    return standing.length;
  }

  /** Goes on where the process before ended: captions that were kept but not shown, edits and notices that were not made. */
  catchUp(captions: readonly Caption[], channelId: string | null): void {
    if (this.#isCaughtUp) return;
    this.#isCaughtUp = true;
    if (!this.#wasThere) return;
    const turns = this.thread.records.filter(({ kind, state }) => kind === 'captions' && state !== 'gone');
    this.#restoreTurns(turns, new Map(captions.map((caption) => [caption.id, caption])));
    for (const record of this.thread.records) this.#repeatNotice(record);
    const place = channelId ?? turns.at(-1)?.channelId;
    if (place === undefined || turns.length === 0) return;
    for (const caption of captions) if (!this.groups.has(caption.id)) this.showCaption(place, caption);
  }

  #restoreTurns(turns: readonly PostRecord[], byId: ReadonlyMap<string, Caption>): void {
    const shownIn = ({ captionIds }: PostRecord): Caption[] => captionIds.flatMap((id) => byId.get(id) ?? []);
    for (const record of turns) this.groups.restore(record.key, shownIn(record));
    const mayDiffer = turns.filter(({ state }, index) => state !== 'posted' || index >= turns.length - LAST_TURNS);
    for (const record of mayDiffer) {
      const shown = shownIn(record);
      if (shown.length > 0) this.#put(record.channelId, record.key, shown);
      else if (record.messageId === null) this.thread.remove(record.key);
    }
  }

  #repeatNotice({ key, kind, text, channelId }: PostRecord): void {
    if (kind === 'notice' && text !== null) this.thread.put({ key, kind, channelId, body: { content: text }, text });
  }

  /** Takes captions away that don't stay; gives how many messages that changes. `texts` are those that are known anew. */
  redactCaptions(kept: ReadonlySet<string>, texts: ReadonlyMap<string, ShownCaption>): number {
    const known = new Map<string, ShownCaption>([...this.groups.keepOnly(kept), ...texts]);
    const turns = this.thread.records.filter(({ kind }) => kind === 'captions');
    const touched = turns.filter(({ captionIds }) => captionIds.some((id) => !kept.has(id)));
    for (const { key, kind, channelId, captionIds } of touched) {
      const ids = captionIds.filter((id) => kept.has(id) && known.has(id));
      const captions = ids.flatMap((id) => known.get(id) ?? []).map((caption) => ({ ...caption, isFinal: true }));
      if (captions.length === 0) this.thread.remove(key);
      else this.thread.put({ key, kind, channelId, body: { content: renderCaptions(captions) }, captionIds: ids });
    }
    return touched.length;
  }

  /**
   * Puts the draft where it stands, else at the end. One that was deleted by a moderator stays deleted, and none comes after minutes.
   * `name` tells it from one that was taken away before: Discord may know the nonce of that one still.
   */
  putDraft(channelId: string, body: PostBody, name: string): void {
    if (this.thread.records.some(({ kind }) => kind === 'minutes')) return;
    if (this.#draftKey === null) this.groups.breakTurn();
    this.#draftKey ??= `draft:${name}`;
    this.thread.put({ key: this.#draftKey, kind: 'draft', channelId, body });
  }

  /** `saidAbout`: how a draft begins. */
  removeDraft(saidAbout: PostBody): void {
    if (this.#draftKey === null || this.thread.find(this.#draftKey)?.state === 'gone') return;
    this.thread.remove(this.#draftKey, saidAbout);
    this.#draftKey = null;
  }

  /** Puts minutes where they stood, adds what is more and takes away what is too much. */
  putMinutes(channelId: string, bodies: readonly PostBody[]): readonly string[] {
    this.groups.breakTurn();
    const keys = bodies.map((_, index) => `minutes:${index}`);
    for (const [index, body] of bodies.entries())
      this.thread.put({ key: `minutes:${index}`, kind: 'minutes', channelId, body });
    for (const { key, kind } of this.thread.records)
      if (kind === 'minutes' && !keys.includes(key)) this.thread.remove(key);
    return keys;
  }

  removeMinutes(): number {
    const minutes = this.thread.records.filter(({ kind }) => kind === 'minutes');
    for (const { key } of minutes) this.thread.remove(key);
    return minutes.length;
  }

  /** Nothing is left to do. */
  get isQuiet(): boolean {
    return this.lanes.every((lane) => lane.isOver || lane.isQuiet);
  }

  async settled(signal: AbortSignal): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.settled(signal)));
  }

  async close(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }

  #put(channelId: string, key: string, captions: readonly Caption[]): boolean {
    return this.thread.put({
      key,
      kind: 'captions',
      channelId,
      body: { content: renderCaptions(captions) },
      captionIds: captions.map(({ id }) => id),
    });
  }
}

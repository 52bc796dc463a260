import { expect, type it as test } from 'vitest';
import type { DraftStore, StoredDraft } from '../../src/ports/draft-store.ts';

const aDraft = (change: Partial<StoredDraft> = {}): StoredDraft => ({
  seat: 'groq',
  chunkHash: 'h1',
  firstId: 's1',
  lastId: 's9',
  provider: 'groq',
  model: 'm',
  draftJson: '{"title":"\\u0000 👩‍👩‍👧"}',
  ...change,
});

export interface DraftsUnderTest {
  readonly store: DraftStore;
  /** Makes a meeting that drafts may belong to. */
  addMeeting(id: string): Promise<void>;
  deleteMeeting(id: string): Promise<void>;
}

export function draftStoreContract(it: typeof test, open: () => Promise<DraftsUnderTest>): void {
  it('gives drafts back in the order they came, each meeting its own', async () => {
    const { store, addMeeting } = await open();
    await addMeeting('m1');
    await addMeeting('m2');
    const drafts = [aDraft(), aDraft({ seat: 'groq-2' }), aDraft({ chunkHash: 'h2', firstId: 's10', lastId: 's20' })];
    for (const draft of drafts) await store.saveDraft('m1', draft);
    await store.saveDraft('m2', aDraft({ model: 'other' }));
    expect(await store.listDrafts('m1')).toEqual(drafts);
    expect(await store.listDrafts('m2')).toEqual([aDraft({ model: 'other' })]);
  });

  it('keeps the first draft of a part', async () => {
    const { store, addMeeting } = await open();
    await addMeeting('m1');
    await store.saveDraft('m1', aDraft());
    await store.saveDraft('m1', aDraft({ draftJson: '{}' }));
    expect(await store.listDrafts('m1')).toEqual([aDraft()]);
  });

  it('takes the drafts of one meeting away', async () => {
    const { store, addMeeting } = await open();
    for (const id of ['m1', 'm2']) await addMeeting(id);
    for (const id of ['m1', 'm2']) await store.saveDraft(id, aDraft());
    await store.removeDrafts('m1');
    expect([await store.listDrafts('m1'), await store.listDrafts('m2')]).toEqual([[], [aDraft()]]);
  });

  it('forgets them with their meeting, and takes none for a meeting that is not there', async () => {
    const { store, addMeeting, deleteMeeting } = await open();
    await addMeeting('m1');
    await store.saveDraft('m1', aDraft());
    await deleteMeeting('m1');
    await store.saveDraft('m1', aDraft({ chunkHash: 'h3' }));
    await addMeeting('m1');
    expect(await store.listDrafts('m1')).toEqual([]);
  });
}

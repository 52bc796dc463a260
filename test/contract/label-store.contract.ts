import { beforeEach, describe, expect, it } from 'vitest';
import type { ItemLabel, LabelStore } from '../../src/ports/label-store.ts';

const aLabel = (changes: Partial<ItemLabel> = {}): ItemLabel => ({
  meetingId: 'm1',
  itemId: 'd1',
  userId: '1001',
  isRight: true,
  atMs: 1_000,
  ...changes,
});

/** What every LabelStore does. `open` gives an empty one. */
export function labelStoreContract(name: string, open: () => Promise<LabelStore>): void {
  describe(`${name} as a LabelStore`, () => {
    let store: LabelStore;

    beforeEach(async () => {
      store = await open();
    });

    it('keeps the newest verdict of each reader on each item', async () => {
      await store.save(aLabel({ itemId: 'd2' }));
      await store.save(aLabel({ userId: '1002' }));
      await store.save(aLabel());
      await store.save(aLabel({ isRight: false, atMs: 2_000 }));
      expect(await store.list('m1')).toEqual([
        aLabel({ isRight: false, atMs: 2_000 }),
        aLabel({ userId: '1002' }),
        aLabel({ itemId: 'd2' }),
      ]);
    });

    it('forgets those of a meeting', async () => {
      await store.save(aLabel());
      await store.save(aLabel({ meetingId: 'm2' }));
      await store.deleteMeeting('m1');
      expect(await store.list('m1')).toEqual([]);
      expect(await store.list('m2')).toHaveLength(1);
    });
  });
}

import { beforeEach, describe, expect, it } from 'vitest';
import type { PostRecord, PostStore } from '../../src/ports/post-store.ts';

export const aPost = (changes: Partial<PostRecord> = {}): PostRecord => ({
  meetingId: 'm1',
  key: 'notice:late',
  kind: 'notice',
  position: 0,
  channelId: '100',
  messageId: null,
  nonce: 'nonce',
  contentHash: null,
  state: 'waiting',
  attemptedAtMs: null,
  text: 'Zoë "Z" 王 joined',
  captionIds: ['s1', 's2'],
  ...changes,
});

/** What every PostStore does. `open` gives an empty one. */
export function postStoreContract(name: string, open: () => Promise<PostStore>): void {
  describe(`${name} as a PostStore`, () => {
    let store: PostStore;

    beforeEach(async () => {
      store = await open();
    });

    it('gives back what was saved, the last state of each, in the order of positions', async () => {
      const [first, second] = [aPost({ key: 'z', position: 1 }), aPost({ key: 'a', position: 2 })];
      await store.save(second);
      await store.save(first);
      const posted = {
        ...first,
        messageId: '9',
        state: 'posted',
        contentHash: 'h',
        attemptedAtMs: 5.5,
        text: null,
      } as const;
      await store.save(posted);
      expect(await store.list('m1')).toEqual([posted, second]);
      expect(await store.list('m2')).toEqual([]);
    });

    it('tells which meetings have something left to send', async () => {
      await store.save(aPost({ meetingId: 'm2', state: 'sending' }));
      await store.save(aPost({ meetingId: 'm1', key: 'a' }));
      await store.save(aPost({ meetingId: 'm1', key: 'b' }));
      await store.save(aPost({ meetingId: 'm3', state: 'posted' }));
      await store.save(aPost({ meetingId: 'm4', state: 'gone' }));
      expect(await store.listUnsent()).toEqual(['m2', 'm1']);
    });

    it('forgets one post, or all of a meeting, and may do so twice', async () => {
      await store.save(aPost({ key: 'a' }));
      await store.save(aPost({ key: 'b' }));
      await store.save(aPost({ meetingId: 'm2' }));
      await store.delete('m1', 'a');
      await store.delete('m1', 'a');
      expect((await store.list('m1')).map(({ key }) => key)).toEqual(['b']);
      await store.deleteMeeting('m1');
      await store.deleteMeeting('m1');
      expect(await store.list('m1')).toEqual([]);
      expect(await store.list('m2')).toHaveLength(1);
    });
  });
}

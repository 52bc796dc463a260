import { describe, expect, it } from 'vitest';
import type { NoteStore } from '../../src/ports/note-store.ts';

/** What every NoteStore does. `open` gives an empty one. */
export function noteStoreContract(name: string, open: () => Promise<NoteStore>): void {
  describe(`${name} as a NoteStore`, () => {
    it('remembers the last value of each key, and nothing else', async () => {
      const store = await open();
      expect(await store.read('a')).toBeNull();
      await store.write('a', '1');
      await store.write('b', 'other');
      await store.write('a', '2 "王"');
      expect(await store.read('a')).toBe('2 "王"');
      expect(await store.read('b')).toBe('other');
    });

    it('lists what is noted under a beginning of keys', async () => {
      const store = await open();
      for (const key of ['b x', 'a y', 'a 王', 'ab', 'a ', 'A y']) await store.write(key, `value of ${key}`);
      expect(await store.list('a ')).toEqual(['value of a ', 'value of a y', 'value of a 王']);
      expect(await store.list('c')).toEqual([]);
    });
  });
}

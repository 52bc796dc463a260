import { expect, type it as test } from 'vitest';
import type { HeardWindow, HeardWindowStore } from '../../src/ports/heard-window-store.ts';

export interface HeardWindowsUnderTest {
  readonly store: HeardWindowStore;
  /** Makes a meeting that windows may belong to. */
  addMeeting(id: string): Promise<void>;
  deleteMeeting(id: string): Promise<void>;
}

const aWindow = (trackId: string, startSample: number, text = 'We ship on Monday \u0000 👩‍👩‍👧.'): HeardWindow => ({
  result: {
    ...{ trackId, startSample, sampleCount: 16_000, outcome: 'transcribed', reason: null, translation: null },
    segments: [
      {
        ...{ trackId, startMs: startSample / 16, endMs: startSample / 16 + 900, text, confidence: 0.9, language: 'en' },
        words: [{ text, startMs: startSample / 16, endMs: startSample / 16 + 900, confidence: 0.9 }],
      },
    ],
  },
  hash: `hash of ${text}`,
  endSample: startSample + 20_000,
});

export function heardWindowStoreContract(it: typeof test, open: () => Promise<HeardWindowsUnderTest>): void {
  it('gives windows back by track and time, each meeting its own', async () => {
    const { store, addMeeting } = await open();
    for (const id of ['m1', 'm2']) await addMeeting(id);
    const windows = [aWindow('a', 0), aWindow('a', 90_000), aWindow('b', 10_000)];
    for (const window of windows.toReversed()) await store.save('m1', window);
    await store.save('m2', aWindow('c', 0));
    expect(await store.list('m1')).toEqual(windows);
    expect(await store.list('m2')).toEqual([aWindow('c', 0)]);
  });

  it('keeps the latest of a place', async () => {
    const { store, addMeeting } = await open();
    await addMeeting('m1');
    await store.save('m1', aWindow('a', 0));
    await store.save('m1', aWindow('a', 0, 'Another sound.'));
    expect(await store.list('m1')).toEqual([aWindow('a', 0, 'Another sound.')]);
  });

  it('takes away what ends behind a moment', async () => {
    const { store, addMeeting } = await open();
    await addMeeting('m1');
    for (const start of [0, 50_000, 100_000]) await store.save('m1', aWindow('a', start));
    await store.remove('m1', 70_000);
    expect((await store.list('m1')).map(({ result }) => result.startSample)).toEqual([0, 50_000]);
    await store.remove('m1', 69_999);
    expect((await store.list('m1')).map(({ result }) => result.startSample)).toEqual([0]);
    await store.clear('m1');
    expect(await store.list('m1')).toEqual([]);
  });

  it('forgets them with their meeting, and takes none for a meeting that is not there', async () => {
    const { store, addMeeting, deleteMeeting } = await open();
    await addMeeting('m1');
    await store.save('m1', aWindow('a', 0));
    await deleteMeeting('m1');
    await store.save('m1', aWindow('a', 50_000));
    expect(await store.list('m1')).toEqual([]);
  });
}

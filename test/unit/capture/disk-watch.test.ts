import { describe, expect, it } from 'vitest';
import { MomError } from '../../../src/errors.ts';
import type { CaptureSink } from '../../../src/platforms/discord/voice/worker/capture-sink.ts';
import { DiskWatch } from '../../../src/platforms/discord/voice/worker/disk-watch.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';

describe('a disk that takes nothing', () => {
  const fault = new MomError('disk_full', 'no space');
  const MEGABYTE = 1024 * 1024;
  const aWatch = (flush: () => Promise<void> = () => Promise.resolve()) => {
    const clock = new FakeClock(0);
    const free = { megabytes: Number.POSITIVE_INFINITY };
    const told: string[] = [];
    const sink = { flush, freeBytes: async () => free.megabytes * MEGABYTE } as Partial<CaptureSink> as CaptureSink;
    const watch = new DiskWatch(() => sink, clock, 60_000, { warn: (code, text) => told.push(`${code}: ${text}`) });
    const later = () => new Promise((resolve) => setImmediate(resolve, 'not lost'));
    const isLost = () => Promise.race([watch.lost.then(({ code }) => code), later()]);
    /** The watch asks the disk first. */
    const asleep = () => expect.poll(() => clock.pending).toBe(1);
    return { clock, free, told, watch, isLost, asleep };
  };
  const { signal } = new AbortController();

  it('ends the recording after a minute, and is told once', async () => {
    const { clock, watch, told } = aWatch(() => Promise.reject(fault));
    const watched = watch.failed(fault, signal);
    await clock.advance(2_000);
    await watch.failed(fault, signal);
    await clock.advance(58_000);
    await watched;
    expect(await watch.lost).toBe(fault);
    expect(told).toEqual([`disk_full: ${fault.sentence}`]);
  });

  it('and not when it takes something again by then', async () => {
    const { clock, watch, isLost } = aWatch();
    const watched = watch.failed(fault, signal);
    await clock.advance(60_000);
    await watched;
    expect(await isLost()).toBe('not lost');
  });

  it('is told of before it is full, once, and leaves room for the minutes', async () => {
    const { clock, free, watch, told, isLost, asleep } = aWatch();
    await watch.look(signal);
    free.megabytes = 511.9;
    await watch.look(signal);
    await watch.look(signal);
    expect(told).toEqual([
      'disk-low: The disk that I record on is nearly full: 511 MB are left. I go on until it is 64 MB; an administrator should free some space.',
    ]);
    free.megabytes = 63;
    const looked = watch.look(signal);
    await asleep();
    await clock.advance(60_000);
    await looked;
    expect(told.slice(1)).toEqual([
      expect.stringMatching(/^disk-ending: Less than 64 MB are left .* recording ends in a minute/),
    ]);
    expect(await isLost()).toBe('disk_full');
  });

  it('with too little room is not recorded on at all; with room again it is', async () => {
    const { clock, free, told, watch, isLost, asleep } = aWatch();
    free.megabytes = 63;
    await expect(watch.requireRoom()).rejects.toMatchObject({ code: 'disk_full' });
    const looked = watch.look(signal);
    await asleep();
    free.megabytes = 64;
    await clock.advance(60_000);
    await looked;
    expect(await isLost()).toBe('not lost');
    expect(told.at(-1)).toBe('disk-recovered: The disk takes the recording again, so it goes on.');
    await watch.requireRoom();
  });
});

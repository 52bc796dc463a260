import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readJournal } from '../../../src/recording/index.ts';
import { FullDisk } from '../../doubles/full-disk.ts';
import { aFolder, aJournal, allOf, aNote, aPacket, damageOf, eventsOf, packetsOf } from '../../fixtures/journal.ts';

async function fullDisk(fault: string, failsAt: 'append' | 'sync' = 'append') {
  const folder = aFolder();
  const disk = new FullDisk();
  const journal = await aJournal(folder, { disk });
  journal.writer.packet(aPacket(0));
  await journal.writer.flush();
  disk.fault = fault;
  disk.failsAt = failsAt;
  return { folder, disk, ...journal };
}

describe('a disk that takes no more', () => {
  it.each([
    ['ENOSPC', 'disk_full'],
    ['EDQUOT', 'disk_full'],
    ['EIO', 'journal_failed'],
  ])('is told once, loudly (%s)', async (fault, code) => {
    const { writer, faults, clock } = await fullDisk(fault);
    writer.packet(aPacket(1));
    await expect(writer.flush()).rejects.toMatchObject({ code });
    writer.packet(aPacket(2));
    await clock.advance(10_000);
    await expect(writer.flush()).rejects.toMatchObject({ code });
    expect(faults).toEqual([code]);
    await writer[Symbol.asyncDispose]();
    expect(writer.counters()).toMatchObject({ packets: 1, dropped: 2 });
  });

  it('keeps what is there, and what came meanwhile as far as there is room, without doubles', async () => {
    const { folder, disk, writer, clock } = await fullDisk('ENOSPC');
    for (let number = 1; number < 1_000; number += 1) writer.packet(aPacket(number));
    writer.event(aNote('in between'));
    await writer.flush().catch(() => null);
    disk.fault = null;
    await clock.advance(2_500);
    await writer[Symbol.asyncDispose]();
    const records = await allOf(readJournal(folder));
    expect(packetsOf(records).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
    expect(eventsOf(records)).toEqual([aNote('in between')]);
    expect(damageOf(records)).toEqual([]);
    expect(writer.counters()).toMatchObject({ packets: 1_000, events: 1, dropped: 0 });
  });

  it('drops the newest when the memory for it is used up, and writes down how many', async () => {
    const { folder, disk, writer, faults } = await fullDisk('ENOSPC');
    await writer.flush().catch(() => null);
    const opus = new Uint8Array(1_400);
    for (let number = 1; number <= 15_000; number += 1) writer.packet(aPacket(number, { opus }));
    const { dropped } = writer.counters();
    expect(dropped).toBeGreaterThan(1_000);
    disk.fault = null;
    await writer.flush();
    writer.packet(aPacket(15_001));
    await writer[Symbol.asyncDispose]();
    const records = await allOf(readJournal(folder));
    expect(packetsOf(records)).toHaveLength(15_002 - dropped);
    expect(eventsOf(records)).toMatchObject([
      { type: 'gap', reason: 'disk', userId: aPacket(0).userId, packets: dropped },
    ]);
    expect(faults.length).toBeLessThanOrEqual(1);
  });

  it('is tried again every two seconds and leaves no empty files behind', async () => {
    const { folder, disk, writer, clock } = await fullDisk('ENOSPC');
    writer.packet(aPacket(1));
    await writer.flush().catch(() => null);
    const created = disk.created;
    for (let second = 0; second < 20; second += 1) {
      await clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve, 2)); // the real disk under the fake clock
    }
    expect(disk.created - created).toBeLessThanOrEqual(10);
    await writer[Symbol.asyncDispose]();
    expect(readdirSync(folder)).toEqual(['0001.mom']);
  });

  it('that fails to sync is a failure as well', async () => {
    const { disk, writer, faults, folder } = await fullDisk('EIO', 'sync');
    writer.packet(aPacket(1));
    await expect(writer.flush()).rejects.toMatchObject({ code: 'journal_failed' });
    disk.fault = null;
    writer.packet(aPacket(2));
    await writer.flush();
    await writer[Symbol.asyncDispose]();
    expect(faults).toEqual(['journal_failed']);
    expect(packetsOf(await allOf(readJournal(folder))).map(({ sequence }) => sequence)).toEqual([0, 1, 2]);
  });

  it('at the start is said at once', async () => {
    const disk = new FullDisk();
    const { writer, faults } = await aJournal(aFolder(), { disk });
    disk.fault = 'ENOSPC';
    writer.packet(aPacket(0));
    await expect(writer.flush()).rejects.toMatchObject({ code: 'disk_full', retryable: true });
    expect(faults).toEqual(['disk_full']);
    await writer[Symbol.asyncDispose]();
  });

  it('does not stop the recording when the one who is told throws', async () => {
    const disk = new FullDisk();
    const onFault = (): never => {
      throw new Error('no channel');
    };
    const { writer } = await aJournal(aFolder(), { disk, onFault });
    disk.fault = 'EIO';
    writer.packet(aPacket(0));
    await writer.flush().catch(() => null);
    disk.fault = null;
    await writer.flush();
    expect(writer.counters().packets).toBe(1);
    await writer[Symbol.asyncDispose]();
  });
});

import { describe, expect, it } from 'vitest';
import { followJournal, type JournalRecord } from '../../../src/recording/index.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { aFolder, aJournal, aPacket, KEY, packetsOf, writeJournal, ZERO_MS } from '../../fixtures/journal.ts';

/** Reads until it has so many packets, moving the clock while it waits. */
async function follow(folder: string, packets: number, key: Uint8Array | null = null): Promise<JournalRecord[]> {
  const clock = new FakeClock(ZERO_MS);
  const records: JournalRecord[] = [];
  for await (const record of followJournal(folder, { key, clock, signal: new AbortController().signal })) {
    records.push(record);
    if (record.kind === 'time') setImmediate(() => void clock.advance(200));
    if (packetsOf(records).length === packets) break;
  }
  return records;
}

describe('following a journal', () => {
  it.each([
    ['plain', null],
    ['encrypted', KEY],
  ])('gives what is there and what comes, over several files (%s)', async (_, key) => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0)], { key });
    const { writer, clock } = await aJournal(folder, { key });
    const following = follow(folder, 4, key);
    writer.packet(aPacket(1));
    await writer.flush();
    await clock.advance(600_000);
    writer.packet(aPacket(2));
    await writer.flush();
    writer.packet(aPacket(3));
    await writer.flush();
    expect(packetsOf(await following).map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3]);
    await writer[Symbol.asyncDispose]();
  });

  it('waits for a journal that is not there yet', async () => {
    const folder = aFolder();
    const following = follow(`${folder}/later`, 1);
    await writeJournal(`${folder}/later`, [aPacket(0)]);
    expect(packetsOf(await following)).toHaveLength(1);
  });

  it('ends behind the end', async () => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0), { type: 'end', atMs: 1, reason: 'stopped' }]);
    expect((await follow(folder, 99)).map(({ kind }) => kind)).toEqual(['packet', 'event']);
  });

  it('goes on when people came back after the end', async () => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0), { type: 'end', atMs: 1, reason: 'empty' }]);
    await writeJournal(folder, [aPacket(1), { type: 'end', atMs: 2, reason: 'stopped' }]);
    expect(packetsOf(await follow(folder, 99))).toHaveLength(2);
  });

  it('takes no end from before people came back for the end', async () => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0), { type: 'end', atMs: 1, reason: 'empty' }]);
    const clock = new FakeClock(ZERO_MS);
    const signal = new AbortController().signal;
    const kinds = async (joinedAtMs: number): Promise<string[]> => {
      const found: string[] = [];
      for await (const { kind } of followJournal(folder, { clock, signal, joinedAtMs })) {
        found.push(kind);
        if (kind === 'time') break;
      }
      return found;
    };
    expect(await kinds(1)).toEqual(['packet', 'event']);
    expect(await kinds(2)).toEqual(['packet', 'event', 'time']);
  });

  it('tells the time while nothing comes, a second late', async () => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0)]);
    const clock = new FakeClock(ZERO_MS);
    const records = followJournal(folder, { clock, signal: new AbortController().signal });
    await records.next();
    expect((await records.next()).value).toEqual({ kind: 'time', atMs: ZERO_MS - 1_000 });
    await records.return(undefined);
  });

  it('looks again as soon as the writer has written', async () => {
    const folder = aFolder();
    const bell = { ring: (): void => undefined };
    const { writer } = await aJournal(folder, { onWritten: () => bell.ring() });
    const written = (): Promise<void> => new Promise((resolve) => (bell.ring = resolve));
    const clock = new FakeClock(ZERO_MS); // never moves
    const seen: JournalRecord[] = [];
    for await (const record of followJournal(folder, { clock, written, signal: new AbortController().signal })) {
      seen.push(record);
      if (seen.length === 1)
        setImmediate(() => {
          writer.packet(aPacket(0));
          void writer.flush();
        });
      if (record.kind === 'packet') break;
    }
    expect(packetsOf(seen)).toHaveLength(1);
    await writer[Symbol.asyncDispose]();
  });

  it('stops with the reason while it waits', async () => {
    const stop = new AbortController();
    const records = followJournal(aFolder(), { clock: new FakeClock(), signal: stop.signal });
    await records.next();
    const waiting = records.next();
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });
});

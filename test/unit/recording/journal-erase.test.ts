import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaptureEvent, Packet } from '../../../src/domain/packet.ts';
import { captureReceipt, eraseRange, eraseUser, readJournal } from '../../../src/recording/index.ts';
import { DyingDisk } from '../../doubles/full-disk.ts';
import {
  aFolder,
  aJournal,
  allOf,
  aNote,
  aPacket,
  damageOf,
  eventsOf,
  KEY,
  LEON,
  MAYA,
  packetsOf,
  writeJournal,
  ZERO_MS,
} from '../../fixtures/journal.ts';

const join_ = (userId: string, name: string): CaptureEvent => ({ type: 'member-join', atMs: ZERO_MS, userId, name });

/** Both talk for six seconds over three files; Maya also writes a note. */
async function aTalk(key: Uint8Array | null = null): Promise<{ folder: string; mayas: Packet[]; leons: Packet[] }> {
  const folder = aFolder();
  const mayas = Array.from({ length: 300 }, (_, number) => aPacket(number));
  const leons = mayas.map((packet, number) => ({
    ...packet,
    userId: LEON,
    ssrc: 9,
    opus: aPacket(number + 5_000).opus,
  }));
  for (const part of [0, 1, 2]) {
    const of = <Item>(packets: Item[]): Item[] => packets.slice(part * 100, part * 100 + 100);
    const both = of(mayas).flatMap((packet, index) =>
      [packet, of(leons)[index]].filter((found) => found !== undefined),
    );
    const events = part === 0 ? [join_(MAYA, 'Maya Lindqvist'), join_(LEON, 'Leon')] : [aNote('my salary is a secret')];
    await writeJournal(folder, [...events, ...both], { key });
  }
  return { folder, mayas, leons };
}

const bytesOf = (folder: string): Buffer =>
  Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

describe.each([
  ['plain', null],
  ['encrypted', KEY],
])('taking a member out of a journal (%s)', (_, key) => {
  it('leaves no trace of them, and all of the others', async () => {
    const { folder, mayas, leons } = await aTalk(key);
    await eraseUser(folder, MAYA, { key });
    const records = await allOf(readJournal(folder, { key }));
    expect(packetsOf(records)).toEqual(leons);
    expect(JSON.stringify(eventsOf(records))).not.toMatch(/Maya|salary|100000000000000001/);
    expect(JSON.stringify(eventsOf(records))).toContain('Leon');
    const bytes = bytesOf(folder);
    for (const { opus } of mayas) expect(bytes.includes(Buffer.from(opus))).toBe(false);
    expect(bytes.includes('salary')).toBe(false);
    expect(readdirSync(folder)).toEqual(['0001.mom', '0002.mom', '0003.mom']);
  });

  it('does nothing the second time', async () => {
    const { folder } = await aTalk(key);
    await eraseUser(folder, MAYA, { key });
    const before = bytesOf(folder);
    await eraseUser(folder, MAYA, { key });
    expect(bytesOf(folder)).toEqual(before);
  });

  it('is finished after a crash anywhere in it, when the journal is opened again', async () => {
    for (let operations = 0; ; operations += 1) {
      const { folder, leons } = await aTalk(key);
      const died = await eraseUser(folder, MAYA, { key, disk: new DyingDisk(operations) }).then(
        () => false,
        () => true,
      );
      const kept = packetsOf(await allOf(readJournal(folder, { key })));
      expect(kept.filter(({ userId }) => userId === LEON)).toEqual(leons);
      const isNoted = readdirSync(folder).some((name) => name.endsWith('.todo'));
      const { writer } = await aJournal(folder, { key });
      await writer[Symbol.asyncDispose]();
      if (isNoted) expect(packetsOf(await allOf(readJournal(folder, { key })))).toEqual(leons);
      expect(readdirSync(folder).filter((name) => !name.endsWith('.mom'))).toEqual([]);
      expect(isNoted || operations < 1 || !died).toBe(true);
      if (!died) break;
      expect(operations).toBeLessThan(60);
    }
  });

  it('works while it is being written, on all that was written so far', async () => {
    const folder = aFolder();
    const { writer } = await aJournal(folder, { key });
    for (let number = 0; number < 50; number += 1) {
      writer.packet(aPacket(number));
      writer.packet(aPacket(number, { userId: LEON }));
    }
    const erasing = writer.erase({ kind: 'user', userId: MAYA });
    for (let number = 50; number < 100; number += 1) writer.packet(aPacket(number, { userId: LEON }));
    await erasing;
    writer.packet(aPacket(100, { userId: LEON }));
    await writer[Symbol.asyncDispose]();
    const packets = packetsOf(await allOf(readJournal(folder, { key })));
    expect(packets.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 101 }, (_, number) => number));
    expect(packets.every(({ userId }) => userId === LEON)).toBe(true);
  });

  it('takes the last minutes off the record, without a loss for anybody', async () => {
    const { folder, mayas } = await aTalk(key);
    const [fromMs, toMs] = [ZERO_MS + 1_000, ZERO_MS + 5_000];
    await eraseRange(folder, fromMs, toMs, { key });
    const records = await allOf(readJournal(folder, { key }));
    const isOutside = ({ arrivalMs }: Packet): boolean => arrivalMs < fromMs || arrivalMs >= toMs;
    expect(packetsOf(records).filter(({ userId }) => userId === MAYA)).toEqual(mayas.filter(isOutside));
    expect(eventsOf(records)).toContainEqual({ type: 'pause-start', atMs: fromMs, userId: null });
    expect(eventsOf(records)).toContainEqual({ type: 'pause-end', atMs: toMs, userId: null });
    const bytes = bytesOf(folder);
    for (const packet of mayas) if (!isOutside(packet)) expect(bytes.includes(Buffer.from(packet.opus))).toBe(false);
    const receipt = await captureReceipt(readJournal(folder, { key }));
    expect(receipt.members.map(({ lostPackets }) => lostPackets)).toEqual([0, 0]);
  });
});

it('takes out bytes that can not be read, for they may be anybody', async () => {
  const { folder } = await aTalk();
  const path = join(folder, '0002.mom');
  const bytes = readFileSync(path);
  const at = bytes.indexOf(Buffer.from(aPacket(120).opus));
  bytes.writeUInt8(bytes.readUInt8(at + 30) ^ 0xff, at + 30);
  writeFileSync(path, bytes);
  await eraseUser(folder, MAYA);
  expect(bytesOf(folder).includes(Buffer.from(aPacket(120).opus.subarray(0, 30)))).toBe(false);
  const records = await allOf(readJournal(folder));
  expect(damageOf(records)).toEqual([]);
  expect(eventsOf(records)).toContainEqual(expect.objectContaining({ type: 'gap', reason: 'disk', userId: null }));
});

it('does not write what nobody concerns', async () => {
  const { folder } = await aTalk();
  const before = bytesOf(folder);
  await eraseUser(folder, '5');
  await eraseRange(folder, 0, ZERO_MS);
  expect(bytesOf(folder)).toEqual(before);
});

it.each([
  ['with the key missing', KEY, null, 'journal_locked'],
  ['with another key', KEY, new Uint8Array(32), 'journal_locked'],
])('changes nothing %s', async (_, key, wrong, code) => {
  const { folder, mayas } = await aTalk(key);
  await expect(eraseUser(folder, MAYA, { key: wrong })).rejects.toMatchObject({ code });
  expect(packetsOf(await allOf(readJournal(folder, { key, users: new Set([MAYA]) })))).toEqual(mayas);
});

it('wants a user id, or a span of time', async () => {
  const folder = aFolder();
  await expect(eraseUser(folder, '../x')).rejects.toMatchObject({ code: 'usage' });
  await expect(eraseRange(folder, 5, 1)).rejects.toMatchObject({ code: 'usage' });
});

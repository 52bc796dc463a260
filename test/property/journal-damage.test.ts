import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptureEvent, Packet } from '../../src/domain/packet.ts';
import { type JournalRecord, readJournal } from '../../src/recording/index.ts';
import {
  aFolder,
  aJournal,
  allOf,
  aNote,
  aPacket,
  damageOf,
  KEY,
  LEON,
  MAYA,
  writeJournal,
} from '../fixtures/journal.ts';

const contentOf = (records: readonly JournalRecord[]): string[] =>
  records.filter(({ kind }) => kind !== 'damage').map((record) => JSON.stringify(record));

/** 40 packets and 4 notes; sealed in batches of 11. */
async function damaged(key: Uint8Array | null) {
  const source = aFolder();
  const { writer } = await aJournal(source, { key });
  for (let number = 0; number < 40; number += 1) {
    writer.packet(aPacket(number, { userId: number % 2 ? LEON : MAYA }));
    if (number % 10 === 9) {
      writer.event(aNote(`note ${number}`));
      await writer.flush();
    }
  }
  await writer[Symbol.asyncDispose]();
  const whole = await allOf(readJournal(source, { key }));
  const bytes = readFileSync(join(source, '0001.mom'));
  const folder = aFolder();
  const read = async (change: Buffer): Promise<JournalRecord[]> => {
    writeFileSync(join(folder, '0001.mom'), change);
    return await allOf(readJournal(folder, { key }));
  };
  return { whole: contentOf(whole), bytes, read };
}

describe.each([
  ['plain', null, 1],
  ['encrypted', KEY, 11],
])('a damaged journal (%s)', (_, key, recordsPerFrame) => {
  it('loses only its end when it is cut off anywhere', async () => {
    const { whole, bytes, read } = await damaged(key);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), async (length) => {
        const records = await read(bytes.subarray(0, length));
        const content = contentOf(records);
        expect(content).toEqual(whole.slice(0, content.length));
        const good = damageOf(records).reduce(
          (sum, record) => sum - (record.kind === 'damage' ? record.bytes : 0),
          length,
        );
        expect(good === length || damageOf(records).length === 1).toBe(true);
        expect(damageOf(records).every((record) => record.kind === 'damage' && record.isTail)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('loses only one record or batch to one wrong byte, wherever it is', async () => {
    const { whole, bytes, read } = await damaged(key);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const change = Buffer.from(bytes);
        change[at] = (change[at] ?? 0) ^ flip;
        const content = contentOf(await read(change));
        expect(whole.length - content.length).toBeLessThanOrEqual(recordsPerFrame);
        const kept = new Set(content);
        expect(whole.filter((record) => kept.has(record))).toEqual(content);
      }),
      { numRuns: 250 },
    );
  });

  it('invents nothing from bytes that are no journal', async () => {
    const { whole, bytes, read } = await damaged(key);
    const known = new Set(whole);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.nat(bytes.length), async (noise, at) => {
        const change = Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
        const content = contentOf(await read(change));
        expect(content.every((record) => known.has(record))).toBe(true);
        expect(whole.length - content.length).toBeLessThanOrEqual(at < 256 ? whole.length : recordsPerFrame);
      }),
      { numRuns: 150 },
    );
  });
});

const record = fc.oneof<fc.Arbitrary<Packet | CaptureEvent>[]>(
  fc.record({
    userId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
    ssrc: fc.nat(0xffff_ffff),
    sequence: fc.nat(0xffff),
    rtpTime: fc.nat(0xffff_ffff),
    arrivalMs: fc.nat(2 ** 47),
    opus: fc.uint8Array({ maxLength: 1_500 }),
  }),
  fc.record({
    type: fc.constant('note' as const),
    atMs: fc.nat(),
    userId: fc.constant(MAYA),
    name: fc.string({ unit: 'binary' }),
    text: fc.string({ unit: 'binary', maxLength: 500 }),
  }),
);

it('gives back whatever was written, in whatever order and however it was broken up', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(record, { maxLength: 30 }), { maxLength: 4 }),
      fc.boolean(),
      async (runs, isSealed) => {
        const folder = aFolder();
        const key = isSealed ? KEY : null;
        await writeJournal(folder, [], { key });
        for (const run of runs) await writeJournal(folder, run, { key });
        copyFileSync(import.meta.filename, join(folder, 'something-else.txt'));
        if (runs.flat().length === 0) return;
        const records = await allOf(readJournal(folder, { key }));
        const content = records.flatMap((found): (Packet | CaptureEvent)[] => {
          if (found.kind === 'packet') return [found.packet];
          return found.kind === 'event' && found.event.type === 'note' ? [found.event] : [];
        });
        expect(content).toEqual(runs.flat());
      },
    ),
    { numRuns: 40 },
  );
});

import { expect, it } from 'vitest';
import type { CaptureEvent, Packet } from '../../../src/domain/packet.ts';
import { captureReceipt, ReceiptCounter, readJournal } from '../../../src/recording/index.ts';
import { aFolder, allOf, aPacket, LEON, MAYA, recordsOf, writeJournal, ZERO_MS } from '../../fixtures/journal.ts';

const gap = (changes: Partial<Extract<CaptureEvent, { type: 'gap' }>>): CaptureEvent => ({
  type: 'gap',
  atMs: ZERO_MS,
  userId: MAYA,
  reason: 'decrypt',
  packets: 0,
  ...changes,
});

const silence = Uint8Array.of(0xf8, 0xff, 0xfe);
const meeting: readonly (Packet | CaptureEvent)[] = [
  { type: 'member-join', atMs: ZERO_MS, userId: MAYA, name: 'Maya' },
  { type: 'reconnect-start', atMs: ZERO_MS, reason: '4015' },
  ...[0, 1, 2, 3, 4, 5].map((number) => aPacket(number)),
  gap({ packets: 2 }),
  gap({ packets: 3, reason: 'network' }),
  ...[8, 9].map((number) => aPacket(number)),
  aPacket(9),
  ...[10, 11].map((number) => aPacket(number, { opus: silence })),
  gap({ userId: null, reason: 'restart' }),
  aPacket(0, { userId: LEON, arrivalMs: ZERO_MS + 500 }),
];

it('counts for each member what came and what is missing', async () => {
  const { members, reconnects } = await captureReceipt(recordsOf(meeting));
  expect(reconnects).toBe(1);
  expect(members).toEqual([
    {
      userId: MAYA,
      name: 'Maya',
      packets: 10,
      lostPackets: 2,
      lossPercent: 200 / 12,
      lostMs: 40,
      gaps: 3,
      decryptFailures: 2,
      spokenMs: 160,
    },
    expect.objectContaining({ userId: LEON, name: LEON, packets: 1, lossPercent: 0, gaps: 0, spokenMs: 20 }),
  ]);
});

it('says the same while it is recorded as afterwards from the journal', async () => {
  const folder = aFolder();
  await writeJournal(folder, meeting);
  const live = new ReceiptCounter();
  for (const record of await allOf(recordsOf(meeting))) {
    live.add(record);
    live.receipt();
  }
  expect(live.end()).toEqual(await captureReceipt(readJournal(folder)));
});

it('knows members who never spoke', async () => {
  const { members } = await captureReceipt(recordsOf(meeting.slice(0, 2)));
  expect(members).toMatchObject([{ userId: MAYA, packets: 0, lossPercent: 0 }]);
});

it('adds up the time without a connection and off the record, each moment once', async () => {
  const at = (second: number): { readonly atMs: number } => ({ atMs: ZERO_MS + second * 1_000 });
  const { disconnectedMs, pausedMs } = await captureReceipt(
    recordsOf([
      { type: 'reconnect-start', ...at(1), reason: '1006' },
      { type: 'reconnect-end', ...at(3) },
      { type: 'pause-start', ...at(10), userId: null },
      { type: 'pause-end', ...at(20), userId: null },
      { type: 'pause-start', ...at(10), userId: null }, // an erasure tells it once in each file
      { type: 'pause-end', ...at(20), userId: null },
      { type: 'pause-start', ...at(15), userId: null },
      { type: 'pause-end', ...at(25), userId: null },
      { type: 'pause-start', ...at(30), userId: MAYA },
      { type: 'reconnect-start', ...at(40), reason: '1006' },
      { type: 'member-leave', ...at(45), userId: MAYA },
    ]),
  );
  expect(disconnectedMs).toBe(7_000);
  expect(pausedMs).toBe(15_000);
});

it('counts what could not be read, but not the torn end after a crash', () => {
  const counter = new ReceiptCounter();
  counter.add({ kind: 'damage', file: '0001.mom', bytes: 7, isTail: false });
  counter.add({ kind: 'damage', file: '0001.mom', bytes: 9, isTail: true });
  expect(counter.damagedBytes).toBe(7);
});

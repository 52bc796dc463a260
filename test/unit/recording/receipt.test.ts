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
  const { speakers, damagedBytes } = await captureReceipt(recordsOf(meeting));
  expect(damagedBytes).toBe(0);
  expect(speakers).toEqual([
    {
      userId: MAYA,
      packets: 10,
      lostPackets: 2,
      lossPercent: 200 / 12,
      lostMs: 40,
      gaps: 3,
      decryptFailures: 2,
      reconnects: 1,
      spokenMs: 160,
    },
    expect.objectContaining({ userId: LEON, packets: 1, lossPercent: 0, gaps: 0, reconnects: 0, spokenMs: 20 }),
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
  const { speakers } = await captureReceipt(recordsOf(meeting.slice(0, 2)));
  expect(speakers).toMatchObject([{ userId: MAYA, packets: 0, lossPercent: 0, reconnects: 1 }]);
});

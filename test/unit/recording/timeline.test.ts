import { describe, expect, it } from 'vitest';
import type { CaptureEvent, Packet } from '../../../src/domain/packet.ts';
import { isSilencePacket, ticksOfPacket } from '../../../src/recording/timeline/opus-toc.ts';
import type { PlacedPacket } from '../../../src/recording/timeline/placed-packet.ts';
import { Timeline } from '../../../src/recording/timeline/timeline.ts';
import { unwrap } from '../../../src/recording/timeline/unwrap.ts';
import { aPacket, LEON, MAYA, ZERO_MS } from '../../fixtures/journal.ts';

function place(records: readonly (Packet | CaptureEvent)[]): PlacedPacket[] {
  const timeline = new Timeline(ZERO_MS);
  const placed = records.flatMap((record) =>
    timeline.add('opus' in record ? { kind: 'packet', packet: record } : { kind: 'event', event: record }),
  );
  return [...placed, ...timeline.end()];
}

const startsMs = (placed: readonly PlacedPacket[]): number[] => placed.map(({ startTick }) => startTick / 48);
const lost = (placed: readonly PlacedPacket[]): number[] => placed.map(({ lostPackets }) => lostPackets);
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
const silence = Uint8Array.of(0xf8, 0xff, 0xfe);

describe('placing packets', () => {
  it('puts a spurt where its fastest packet arrived, and the rest by RTP time', () => {
    const delays = [60, 35, 80, 0, 55];
    const placed = place(delays.map((delay, n) => aPacket(n, { arrivalMs: ZERO_MS + 5_000 + n * 20 + delay })));
    expect(startsMs(placed)).toEqual([5_000, 5_020, 5_040, 5_060, 5_080]);
  });

  it('makes silence of what is lost, exactly as long, and counts it', () => {
    const placed = place([0, 1, 2, 7, 8].map((n) => aPacket(n)));
    expect(startsMs(placed)).toEqual([0, 20, 40, 140, 160]);
    expect(placed[3]).toMatchObject({ lostPackets: 4, lostTicks: 4 * 960 });
  });

  it('goes on over the end of the numbers', () => {
    const [sequence, rtpTime] = [65_534, 2 ** 32 - 1_920];
    const placed = place(
      numbers(0, 6).map((n) =>
        aPacket(n, { sequence: (sequence + n) & 0xffff, rtpTime: (rtpTime + n * 960) % 2 ** 32 }),
      ),
    );
    expect(startsMs(placed)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(lost(placed)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('puts packets back in order and drops those that come twice or after their turn', () => {
    const late = aPacket(3, { arrivalMs: ZERO_MS + 2_000 });
    const placed = place([0, 2, 1, 1, 2, ...numbers(4, 100)].map((n) => aPacket(n)).concat(late));
    expect(placed.map(({ opus }) => opus)).toEqual([0, 1, 2, ...numbers(4, 100)].map((n) => aPacket(n).opus));
    expect(placed[3]?.lostPackets).toBe(1);
  });

  it('begins a new spurt after silence packets, as near as a tenth of a second', () => {
    const talk = numbers(0, 10).map((n) => aPacket(n));
    const quiet = numbers(10, 15).map((n) => aPacket(n, { opus: silence }));
    // Its numbers and its RTP time go on as if nothing had been.
    const again = numbers(15, 25).map((n) => aPacket(n, { arrivalMs: ZERO_MS + n * 20 + 120 }));
    const placed = place([...talk, ...quiet, ...again]);
    expect(startsMs(placed).slice(14, 16)).toEqual([280, 420]);
    expect(lost(placed).every((count) => count === 0)).toBe(true);
  });

  it('notices a pause that nobody announced', () => {
    const again = numbers(10, 200).map((n) => aPacket(n, { arrivalMs: ZERO_MS + n * 20 + 4_000 }));
    const placed = place([...numbers(0, 10).map((n) => aPacket(n)), ...again]);
    expect(startsMs(placed).slice(9, 11)).toEqual([180, 4_200]);
  });

  it('takes a second of standstill and the burst after it for what it is', () => {
    const arrival = (n: number): number => ZERO_MS + (n >= 50 && n < 100 ? 2_000 : n * 20);
    const placed = place(numbers(0, 300).map((n) => aPacket(n, { arrivalMs: arrival(n) })));
    expect(startsMs(placed)).toEqual(numbers(0, 300).map((n) => n * 20));
  });

  it('also when the standstill is at the beginning of a spurt', () => {
    const arrival = (n: number): number => ZERO_MS + Math.max(1_000, n * 20);
    const placed = place(numbers(0, 300).map((n) => aPacket(n, { arrivalMs: arrival(n) })));
    expect(startsMs(placed)).toEqual(numbers(0, 300).map((n) => n * 20));
  });

  it('takes packets that were held back for when they arrived', () => {
    const held = numbers(0, 50).map((n) => aPacket(n));
    const placed = place([aPacket(0, { userId: LEON, arrivalMs: ZERO_MS + 3_000 }), ...held]);
    expect(startsMs(placed.filter(({ userId }) => userId === MAYA))).toEqual(numbers(0, 50).map((n) => n * 20));
  });

  it('gives a member with a new SSRC a new place', () => {
    const before = numbers(0, 10).map((n) => aPacket(n));
    const after = numbers(0, 10).map((n) => aPacket(n, { ssrc: 8, arrivalMs: ZERO_MS + 700 + n * 20 }));
    const placed = place([...before, { type: 'reconnect-start', atMs: ZERO_MS + 300, reason: '4006' }, ...after]);
    expect(startsMs(placed)[10]).toBe(700);
    expect(lost(placed).every((count) => count === 0)).toBe(true);
  });

  it('takes a sender that began anew under the same SSRC for one', () => {
    const after = numbers(0, 20).map((n) =>
      aPacket(n, { sequence: 65_400 + n, rtpTime: 3_000_000_000 + n * 960, arrivalMs: ZERO_MS + 900 + n * 20 }),
    );
    const placed = place([...numbers(0, 10).map((n) => aPacket(n)), ...after]);
    expect(placed).toHaveLength(30);
    expect(startsMs(placed)[10]).toBe(900);
    expect(lost(placed).every((count) => count === 0)).toBe(true);
  });

  it('counts a long loss, however long', () => {
    const placed = place([...numbers(0, 10), ...numbers(9_000, 9_010)].map((n) => aPacket(n)));
    expect(placed[10]).toMatchObject({ lostPackets: 8_990, startTick: 9_000 * 960 });
  });

  it('goes on when the clock of the host is put back', () => {
    const after = numbers(30, 60).map((n) => aPacket(n, { arrivalMs: ZERO_MS + n * 20 - 3_600_000 }));
    expect(place([...numbers(0, 30).map((n) => aPacket(n)), ...after])).toHaveLength(60);
  });

  it('holds back at most a third of a second', () => {
    const timeline = new Timeline(ZERO_MS);
    for (const n of numbers(0, 5)) timeline.add({ kind: 'packet', packet: aPacket(n) });
    expect(timeline.add({ kind: 'time', atMs: ZERO_MS + 319 })).toEqual([]);
    expect(timeline.add({ kind: 'time', atMs: ZERO_MS + 420 })).toHaveLength(5);
    expect(timeline.isSettled(MAYA)).toBe(true);
  });
});

describe('off the record', () => {
  const pause = (type: 'pause-start' | 'pause-end', second: number, userId: string | null = null): CaptureEvent => ({
    type,
    atMs: ZERO_MS + second * 1_000,
    userId,
  });

  it('nothing is placed, and nothing is missing afterwards', () => {
    const placed = place([
      ...numbers(0, 50).map((n) => aPacket(n)),
      pause('pause-start', 1),
      ...numbers(50, 60).map((n) => aPacket(n)),
      pause('pause-end', 3),
      ...numbers(150, 200).map((n) => aPacket(n)),
    ]);
    expect(startsMs(placed)).toEqual([...numbers(0, 50), ...numbers(150, 200)].map((n) => n * 20));
    expect(lost(placed).every((count) => count === 0)).toBe(true);
  });

  it('goes for one member when it is meant for one', () => {
    const both = numbers(0, 100).flatMap((n) => [aPacket(n), aPacket(n, { userId: LEON })]);
    const placed = place([pause('pause-start', 1, MAYA), ...both]);
    expect(placed.filter(({ userId }) => userId === MAYA)).toHaveLength(50);
    expect(placed.filter(({ userId }) => userId === LEON)).toHaveLength(100);
  });

  it('still takes what was said before it and came late', () => {
    expect(place([pause('pause-start', 1), aPacket(10), aPacket(60)])).toHaveLength(1);
  });
});

describe('the length of a packet', () => {
  it.each([
    [[0xf8, 0xff, 0xfe], 20],
    [[0xe0, 0, 0], 2.5],
    [[0x78, 1], 20],
    [[0x08, 1], 20],
    [[0x18, 1], 60],
    [[0x79, 1], 40],
    [[0x7b, 3], 60],
    [[0x1b, 2], 120],
    [[0x1b, 3], 20], // 180 ms are none
    [[0x7b, 0], 20],
    [[0x7b], 20],
    [[], 20],
  ])('of %j is %d ms', (bytes, ms) => {
    expect(ticksOfPacket(Uint8Array.from(bytes)) / 48).toBe(ms);
  });

  it('tells silence from everything else', () => {
    expect(isSilencePacket(silence)).toBe(true);
    expect(isSilencePacket(Uint8Array.of(0xf8, 0xff, 0xff))).toBe(false);
    expect(isSilencePacket(Uint8Array.of(0xf8, 0xff, 0xfe, 0))).toBe(false);
  });
});

it('counts on beyond the bits, forwards and backwards', () => {
  expect(unwrap(2, 65_535, 16)).toBe(65_538);
  expect(unwrap(65_535, 65_538, 16)).toBe(65_535);
  expect(unwrap(5, 2 ** 32 * 3 - 4, 32)).toBe(2 ** 32 * 3 + 5);
});

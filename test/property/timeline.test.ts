import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlacedPacket } from '../../src/recording/timeline/placed-packet.ts';
import { Timeline } from '../../src/recording/timeline/timeline.ts';
import { ZERO_MS } from '../fixtures/journal.ts';
import { type CallShape, type SyntheticCall, syntheticCall } from '../fixtures/synthetic-call.ts';

function place({ packets }: SyntheticCall): PlacedPacket[] {
  const timeline = new Timeline(ZERO_MS);
  const placed: PlacedPacket[] = [];
  for (const packet of packets) for (const found of timeline.add({ kind: 'packet', packet })) placed.push(found);
  for (const found of timeline.end()) placed.push(found);
  return placed;
}

const worstMs = (call: SyntheticCall, placed: readonly PlacedPacket[]): number =>
  placed.reduce((worst, { opus, startTick }) => {
    const errorMs = Math.abs(startTick / 48 - (call.truthMs.get(opus) ?? Number.NaN));
    return errorMs > worst ? errorMs : worst;
  }, 0);

const calm: CallShape = {
  seed: 1,
  hours: 10,
  ppm: 0,
  jitterMs: 30,
  loss: 0.01,
  stopsInSilence: true,
  longestSpurtMs: 1_200_000,
};

describe('ten hours of a call', () => {
  it.each([
    ['a fast sender', { ppm: 100 }],
    ['a slow sender', { ppm: -100 }],
    ['a client whose time goes on in silence', { ppm: 100, stopsInSilence: false }],
    ['a bad line', { jitterMs: 45, loss: 0.1 }],
  ])('end with every packet within 50 ms of its truth: %s', (_, changes) => {
    const call = syntheticCall({ ...calm, ...changes });
    const placed = place(call);
    expect(placed).toHaveLength(call.packets.length);
    expect(worstMs(call, placed)).toBeLessThan(50);
    const lost = placed.reduce((sum, { lostPackets }) => sum + lostPackets, 0);
    expect(call.lost - lost).toBeGreaterThanOrEqual(0);
    expect(call.lost - lost).toBeLessThan(20); // those before the first and behind the last are unknown
  });
});

describe('any call', () => {
  const shape: fc.Arbitrary<CallShape> = fc.record({
    seed: fc.nat(),
    hours: fc.constantFrom(0.05, 0.2),
    ppm: fc.integer({ min: -100, max: 100 }),
    jitterMs: fc.integer({ min: 0, max: 45 }),
    loss: fc.constantFrom(0, 0.02, 0.2),
    stopsInSilence: fc.boolean(),
    longestSpurtMs: fc.constantFrom(5_000, 300_000),
  });

  it('gives every packet once, in order, where it belongs', () => {
    fc.assert(
      fc.property(shape, (chosen) => {
        const call = syntheticCall(chosen);
        const placed = place(call);
        expect(new Set(placed.map(({ opus }) => opus)).size).toBe(call.packets.length);
        expect(worstMs(call, placed)).toBeLessThan(50);
        const truths = placed.map(({ opus }) => call.truthMs.get(opus) ?? 0);
        expect(truths.every((truth, index) => index === 0 || truth > (truths[index - 1] ?? 0))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('ends the same however often packets come twice', () => {
    fc.assert(
      fc.property(shape, fc.nat(), (chosen, every) => {
        const call = syntheticCall({ ...chosen, hours: 0.05 });
        const twice = call.packets.flatMap((packet, index) =>
          index % ((every % 7) + 2) === 0 ? [packet, packet] : [packet],
        );
        expect(place({ ...call, packets: twice })).toEqual(place(call));
      }),
      { numRuns: 30 },
    );
  });
});

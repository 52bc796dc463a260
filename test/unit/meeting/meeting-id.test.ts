import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beganAtMs, newMeetingId } from '../../../src/meeting/meeting-id.ts';

it('an id tells when its meeting was noted down, to the second', () => {
  const times = fc.integer({ min: 0, max: Date.UTC(2200, 0) });
  fc.assert(
    fc.property(times, (ms) => {
      expect(beganAtMs(newMeetingId(ms))).toBe(ms - (ms % 1_000));
    }),
  );
  expect([beganAtMs('m1'), beganAtMs('m20261399-000000-aaaa'), beganAtMs('')]).toEqual([null, null, null]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDay, startOfDay, zonedDay } from '../../../src/ledger/zoned-day.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Chatham',
  'America/Sao_Paulo',
  'Asia/Beirut',
];

describe('the start of a day in a time zone', () => {
  it('is its first moment', () => {
    const moment = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (atMs, timeZone) => {
        const startMs = startOfDay(zonedDay(atMs, timeZone), timeZone);
        expect(isoDay(startMs, timeZone)).toBe(isoDay(atMs, timeZone));
        expect(isoDay(startMs - 1, timeZone)).not.toBe(isoDay(atMs, timeZone));
      }),
    );
  });

  it('rolls over the end of the month', () => {
    expect(isoDay(startOfDay({ year: 2026, month: 13, day: 1 }, 'UTC'), 'UTC')).toBe('2027-01-01');
  });
});

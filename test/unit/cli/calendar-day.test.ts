import { describe, expect, it } from 'vitest';
import { dayText, parseStart } from '../../../src/cli/calendar-day.ts';

const zones = ['UTC', 'Europe/Berlin', 'Pacific/Auckland', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Etc/GMT+12'];

describe('days', () => {
  it.each(zones)('a day is that day in %s', (zone) => {
    for (const day of ['2026-11-23', '2026-03-29', '2024-02-29'])
      expect(dayText(parseStart(day, zone), zone)).toBe(day);
  });

  it('takes a moment in the zone of the meeting, or in its own', () => {
    expect(parseStart('2026-11-23T10:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 10, 23, 9));
    expect(parseStart('2026-11-23T10:00:30Z', 'Europe/Berlin')).toBe(Date.UTC(2026, 10, 23, 10, 0, 30));
    expect(parseStart('2026-11-23T10:00+05:30', 'UTC')).toBe(Date.UTC(2026, 10, 23, 4, 30));
  });

  it.each([
    ['2026-09-27T00:30', 'Pacific/Auckland', Date.UTC(2026, 8, 26, 12, 30)],
    ['2026-03-08T05:00', 'America/Los_Angeles', Date.UTC(2026, 2, 8, 12)],
    ['2026-03-29T01:30', 'Europe/Berlin', Date.UTC(2026, 2, 29, 0, 30)],
  ])('%s in %s is right beside a clock change', (text, zone, ms) => expect(parseStart(text, zone)).toBe(ms));

  it.each(['5', '2026-02-31', '2026-13-01', 'tomorrow', '2026-11-23T25:00', ''])('refuses %j', (text) => {
    expect(() => parseStart(text, 'UTC')).toThrow('--date');
  });
});

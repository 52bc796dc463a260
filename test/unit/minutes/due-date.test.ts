import { describe, expect, it } from 'vitest';
import { calendarDayOf } from '../../../src/minutes/extractive/calendar-day.ts';
import { findDue } from '../../../src/minutes/extractive/due-date.ts';

const monday = { year: 2026, month: 11, day: 30 };

describe('due dates', () => {
  it.each([
    ['I will do it by Wednesday evening.', 'Wednesday evening', '2026-12-02'],
    ['I will do it today.', 'today', '2026-11-30'],
    ['I will do it on Friday.', 'Friday', '2026-12-04'],
    ['I will do it before Thursday.', 'before Thursday', '2026-12-03'],
    ['by tomorrow morning', 'tomorrow morning', '2026-12-01'],
    ['the day after tomorrow', 'the day after tomorrow', '2026-12-02'],
    ['by next Monday', 'next Monday', '2026-12-07'],
    ['by Monday the seventh', 'Monday the seventh', '2026-12-07'],
    ['by Friday the 18th', 'Friday the 18th', '2026-12-18'],
    ['by Thursday the twenty fourth', 'Thursday the twenty fourth', '2026-12-24'],
    ['by December 15th', 'December 15th', '2026-12-15'],
    ['by the 3rd of February', 'the 3rd of February', '2027-02-03'],
    ['by 2026-12-24', '2026-12-24', '2026-12-24'],
    ['in two weeks', 'in two weeks', '2026-12-14'],
    ['this afternoon', 'this afternoon', '2026-11-30'],
  ])('reads "%s"', (text, dueText, due) => {
    expect(findDue(text, monday)).toMatchObject({ dueText, due });
  });

  it.each([
    ['by next week', 'next week'],
    ['by the end of the week', 'the end of the week'],
    ['before the next meeting', 'before the next meeting'],
    ['next month', 'next month'],
    ['by EOD', 'EOD'],
    // The seventh is a Monday: the words contradict each other.
    ['by Tuesday the seventh', 'Tuesday the seventh'],
    // Today is Monday: today or in a week?
    ['by Monday', 'Monday'],
  ])('keeps the words of "%s" and invents no day', (text, dueText) => {
    expect(findDue(text, monday)).toMatchObject({ dueText, due: null });
  });

  it.each([
    'I may do it.',
    'for a second',
    'in a minute',
    'the minutes of the meeting',
    'a w',
    'at five',
    'in the Sun',
    'we march on',
    'there are 10 may be more',
    'the second page',
    'last Friday we did it',
    'since Monday',
    'the meeting was long',
  ])('finds no date in "%s"', (text) => {
    expect(findDue(text, monday)).toBeNull();
  });

  it('counts from the day it is in the zone of the meeting', () => {
    const justBeforeMidnightInLondon = Date.UTC(2026, 10, 30, 23, 30);
    expect(calendarDayOf(justBeforeMidnightInLondon, 'Europe/London')).toEqual(monday);
    expect(calendarDayOf(justBeforeMidnightInLondon, 'Asia/Tokyo')).toEqual({ year: 2026, month: 12, day: 1 });
  });
});

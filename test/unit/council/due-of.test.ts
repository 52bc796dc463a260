import { describe, expect, it } from 'vitest';
import { dueOf } from '../../../src/minutes/council/due-of.ts';

const monday = { year: 2026, month: 11, day: 30 };

describe('the date of a due text', () => {
  it.each([
    ['en', 'Friday', '2026-12-04'],
    ['en', 'by the end of Friday', '2026-12-04'],
    ['en', 'by the 15th', '2026-12-15'],
    ['en', 'Dec. 4th', '2026-12-04'],
    ['en', 'tomorrow by 5pm', '2026-12-01'],
    ['de', 'bis Freitag', '2026-12-04'],
    ['de', 'übermorgen', '2026-12-02'],
    ['de', 'bis zum 3. Februar', '2027-02-03'],
    ['fr', 'd’ici vendredi', '2026-12-04'],
    ['fr', 'dans deux semaines', '2026-12-14'],
    ['es', 'antes del viernes', '2026-12-04'],
    ['it', 'entro venerdì', '2026-12-04'],
    ['nl', 'vrijdag', '2026-12-04'],
  ])('%s "%s" is %s', (language, words, expected) => {
    expect(dueOf(words, monday, language)).toBe(expected);
  });

  it.each([
    ['en', 'next week'],
    ['en', 'end of the month'],
    ['en', 'March'],
    ['en', 'Monday'],
    ['en', 'Friday or Monday'],
    ['en', 'the minutes'],
    ['en', 'soon'],
    ['de', 'nächste Woche'],
    ['de', 'Montag'],
    ['es', 'pasado mañana'],
    ['xx', 'brzy'],
  ])('%s "%s" is no certain day', (language, words) => {
    expect(dueOf(words, monday, language)).toBeNull();
  });
});

import { parse } from 'chrono-node';
import { addDays, type CalendarDay, isoOf, weekdayOf } from './calendar-day.ts';

/** When something is due, as far as the words say it. */
export interface Due {
  /** ISO date, or null when the words name no certain day ("next week", "before the demo"). */
  readonly due: string | null;
  /** Verbatim. */
  readonly dueText: string;
  /** The whole phrase with its preposition, as offsets into the sentence. */
  readonly start: number;
  readonly end: number;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const MONTH = '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
  'seventeenth',
  'eighteenth',
  'nineteenth',
  'twentieth',
] as const; // prettier-ignore
const ORDINAL = `(?:\\d{1,2}(?:st|nd|rd|th)|(?:twenty|thirty)[ -](?:${ORDINALS.slice(0, 9).join('|')})|thirtieth|${ORDINALS.join('|')})`;
const DAY_PART = '(?: (?:morning|afternoon|evening|night|noon|lunchtime))?';

// Only whole words that name a day. Chrono alone takes "the minutes", "a w", "for a second", "may" and "Sun" for dates.
const DAY = [
  '\\d{4}-\\d{2}-\\d{2}',
  `${MONTH}(?: the)? (?:${ORDINAL}|\\d{1,2})\\b(?:,? \\d{4})?`,
  `(?:the )?(?:${ORDINAL}(?: of)?|\\d{1,2} of) ${MONTH}(?:,? \\d{4})?`,
  // "10 may be" and "10 march on" are no dates.
  `\\d{1,2} (?!may|march)${MONTH}(?:,? \\d{4})?`,
  `(?:next |this |coming )?(?:${WEEKDAYS.join('|')})(?:,? the ${ORDINAL}(?! \\p{L}))?${DAY_PART}`,
  'the day after tomorrow',
  `(?:today|tonight|tomorrow)${DAY_PART}`,
  'this (?:morning|afternoon|evening)',
  '(?:in|within) (?:the next )?(?:a|one|two|three|four|five|six|\\d{1,2}) (?:days?|weeks?)',
].join('|');
const VAGUE = [
  '(?:the )?end of (?:the |this |next )?(?:day|week|month|quarter|year|sprint)',
  'next (?:week|month|sprint|quarter|meeting|time)',
  `(?:early|late|later) (?:this|next) (?:week|month)|this week`,
  'the (?:next )?(?:meeting|call|standup|stand-up|demo|release|launch|presentation|deadline)(?= *(?:[.,;!?]|$))',
  'cob|eod|eow',
].join('|');
const PREPOSITION = 'no later than|not later than|by|at|on|for|before|until|till|in time for';
const DUE = new RegExp(`(?:\\b(?<lead>${PREPOSITION}) )?\\b(?:(?<day>${DAY})|(?<vague>${VAGUE}))\\b`, 'giu');
const PAST = /\b(?:last|since|from|was|were|did|had)\s+$/i;

/** The last due date that a sentence names, or null. Days count from the day of the meeting, forwards. */
export function findDue(sentence: string, today: CalendarDay): Due | null {
  let found: Due | null = null;
  for (const match of sentence.matchAll(DUE)) {
    const { lead = '', day, vague } = match.groups ?? {};
    if (PAST.test(sentence.slice(Math.max(0, match.index - 12), match.index))) continue;
    if (lead === '' && vague !== undefined && !/^(?:next|early|late|this|end)/i.test(vague)) continue;
    found = {
      due: day === undefined ? null : resolveDay(day, today),
      dueText: dueTextOf(match[0], lead),
      start: match.index,
      end: match.index + match[0].length,
    };
  }
  return found;
}

/** "by Friday" is told as "Friday"; "before Friday" says something else and stays whole. */
function dueTextOf(phrase: string, lead: string): string {
  return /^(?:by|on|at|for|no later than|not later than)$/i.test(lead) ? phrase.slice(lead.length + 1) : phrase;
}

function resolveDay(words: string, today: CalendarDay): string | null {
  const text = words.toLowerCase();
  if (/^this (?:morning|afternoon|evening)$/.test(text)) return isoOf(today);
  if (text === 'the day after tomorrow') return isoOf(addDays(today, 2));
  const dated = new RegExp(`(?<weekday>${WEEKDAYS.join('|')}),? the (?<ordinal>${ORDINAL})`, 'u').exec(text)?.groups;
  if (dated?.['weekday'] !== undefined && dated['ordinal'] !== undefined) {
    return weekdayOnDate(
      WEEKDAYS.indexOf(dated['weekday'] as (typeof WEEKDAYS)[number]),
      dayNumber(dated['ordinal']),
      today,
    );
  }
  // "Friday" said on a Friday may mean today or a week from now.
  if (!text.startsWith('next ') && text.includes(WEEKDAYS[weekdayOf(today)] ?? '')) return null;
  return askChrono(text, today);
}

/** The nearest date, today or later, with that weekday and day of the month; people plan at most some months ahead. */
function weekdayOnDate(weekday: number, dayOfMonth: number, today: CalendarDay): string | null {
  for (let ahead = 0; ahead <= 120; ahead += 1) {
    const day = addDays(today, ahead);
    if (day.day === dayOfMonth) return weekdayOf(day) === weekday ? isoOf(day) : null;
  }
  return null;
}

function dayNumber(ordinal: string): number {
  const digits = Number.parseInt(ordinal, 10);
  if (!Number.isNaN(digits)) return digits;
  if (ordinal === 'thirtieth') return 30;
  const [tens, units] = ordinal.split(/[ -]/);
  if (units === undefined) return ORDINALS.indexOf(ordinal as (typeof ORDINALS)[number]) + 1;
  return (tens === 'thirty' ? 30 : 20) + ORDINALS.indexOf(units as (typeof ORDINALS)[number]) + 1;
}

function askChrono(text: string, today: CalendarDay): string | null {
  // Noon of that day in the host's own zone: chrono reads and writes local fields, so no zone arithmetic can shift the day.
  const reference = new Date(today.year, today.month - 1, today.day, 12);
  const start = parse(text, reference, { forwardDate: true })[0]?.start;
  if (start === undefined || !(start.isCertain('day') || start.isCertain('weekday'))) return null;
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (year === null || month === null || day === null) return null;
  return isoOf({ year, month, day });
}

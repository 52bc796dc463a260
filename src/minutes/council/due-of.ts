import { de, en, es, fr, it, nl, pt } from 'chrono-node';
import { addDays, type CalendarDay, findDue, isoOf, weekdayOf } from '../extractive/index.ts';

const READERS = { de, en, es, fr, it, nl, pt } as const;
/** The date must be what the words are about, not a part of them. */
const MIN_SHARE = 0.6;
const LONGEST_DUE_TEXT = 80;
const AROUND =
  /^(?:(?:by|on|at|for|before|until|till|no later than|due|bis|am|zum|vor|spätestens|pour|avant|d['’]ici|d'ici à|le|antes del?|para el|para|hasta el|hasta|el|entro|per|il|antes de|até|na|no|voor|op|uiterlijk)\s+)+/iu;
const END_OF = /^(?:the )?end of (?=\p{L}+day\b)/iu;
const DAY_PART =
  /(?:\b(?:by|at|um|à) )?\b\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\b|uhr\b|h\b)|\b(?:morning|afternoon|evening|night|noon|eod|früh|abend|vormittag|nachmittag|mittag|matin|soir|après-midi|midi|por la (?:mañana|tarde|noche)|mattina|sera|pomeriggio|manhã|tarde|noite|ochtend|middag|avond)\b/giu;
const DAY_OF_MONTH = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)$/i;
/** Chrono reads only the last word of these. */
const MISREAD = /\b(?:pasado mañana|que viene|depois de amanhã)\b/iu;

/**
 * The ISO date that the words of a due date name, or null when they name no certain day ("next week", "Friday" said on a Friday).
 * Days count forwards from the day of the meeting.
 */
export function dueOf(words: string, today: CalendarDay, language: string | null): string | null {
  const text = words.trim().slice(0, LONGEST_DUE_TEXT);
  const found = findDue(text, today);
  if (found !== null && found.end - found.start >= text.length * MIN_SHARE) return found.due;
  const plain = text.replace(AROUND, '').replace(END_OF, '').replaceAll(DAY_PART, ' ').trim();
  const day = DAY_OF_MONTH.exec(plain)?.[1];
  if (day !== undefined) return nextDayOfMonth(Number(day), today);
  return MISREAD.test(plain) ? null : askChrono(plain, today, language);
}

function nextDayOfMonth(dayOfMonth: number, today: CalendarDay): string | null {
  const ahead = Array.from({ length: 62 }, (_, days) => addDays(today, days));
  const day = ahead.find((candidate) => candidate.day === dayOfMonth);
  return day === undefined ? null : isoOf(day);
}

function askChrono(text: string, today: CalendarDay, language: string | null): string | null {
  const code = (language ?? 'en').slice(0, 2).toLowerCase();
  const reader = Object.hasOwn(READERS, code) ? READERS[code as keyof typeof READERS] : null;
  // Noon in the host's own zone: chrono reads and writes local fields, so no zone arithmetic can shift the day.
  const reference = new Date(today.year, today.month - 1, today.day, 12);
  const [result, second] = reader?.parse(text, reference, { forwardDate: true }) ?? [];
  if (result === undefined || second !== undefined || result.text.length < text.length * MIN_SHARE) return null;
  const { start } = result;
  const isDay =
    start.isCertain('day') &&
    /\d|tomorrow|morgen|demain|mañana|domani|amanhã|today|heute|hoy|oggi|hoje|vandaag|aujourd|in |dans |en |tra |em |over /i.test(
      text,
    );
  if (!(isDay || start.isCertain('weekday'))) return null;
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (year === null || month === null || day === null) return null;
  const date = { year, month, day };
  // "Freitag" said on a Friday may mean today or a week from now.
  const isToday = isoOf(date) === isoOf(today) && start.isCertain('weekday') && !start.isCertain('day');
  return isToday && weekdayOf(date) === weekdayOf(today) ? null : isoOf(date);
}

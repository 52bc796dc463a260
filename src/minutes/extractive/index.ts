export { addDays, type CalendarDay, calendarDayOf, isoOf, weekdayOf } from './calendar-day.ts';
export { findDue } from './due-date.ts';
export { isEnglish } from './language.ts';
export { splitSentences } from './split-sentences.ts';
export { contentWordsOf, isContentWord, overlapOf, wordsOf } from './words.ts';
export { type ExtractiveInput, writeExtractiveMinutes } from './write-extractive-minutes.ts';

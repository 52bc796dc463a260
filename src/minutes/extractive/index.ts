export { isEnglish } from './language.ts';
export { contentWordsOf, overlapOf } from './words.ts';
export { type ExtractiveInput, writeExtractiveMinutes } from './write-extractive-minutes.ts';

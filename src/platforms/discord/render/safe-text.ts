import { neutralise } from '../../../domain/neutralise.ts';

/** Discord's limit of a nickname, and what its own client shows of one. */
const NAME_LENGTH = 32;
const TITLE_LENGTH = 100;

/** Words of people or models on one line, in which nothing mentions, links or formats. */
export function safeLine(text: string): string {
  return neutralise(text.replaceAll(/\s+/gu, ' ').trim());
}

/** A name as it is displayed, inside Markdown. */
export const safeName = (name: string): string => cut(safeLine(name), NAME_LENGTH) || 'Somebody';

export const safeTitle = (title: string): string => cut(safeLine(title), TITLE_LENGTH) || 'Meeting';

/** At most so many UTF-16 units (Discord counts them), never half a character. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = longest - 1;
  const isInsidePair = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, isInsidePair ? end - 1 : end).trimEnd()}…`;
}

/** The name of a thread or file shows no Markdown, so nothing has to be taken out but control characters. */
export function threadName(title: string): string {
  const line = title
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return cut(line, TITLE_LENGTH) || 'Meeting';
}

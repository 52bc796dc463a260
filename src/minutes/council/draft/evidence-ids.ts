import { draftLimits } from './draft-limits.ts';

const RANGE = /^s?(\d{1,7})\s*(?:-|–|to|\.\.)\s*s?(\d{1,7})$/;
const SINGLE = /s?(\d{1,7})(?![\w.])/g;
const WIDEST_RANGE = 12;

/**
 * Utterance ids as models write them: "s12", "S12", "[s12]", 12, "s12|S2|03:15", "s12-s14", or several in one text. What can't be
 * read is left out; ids that do not exist are the evidence gate's to find.
 */
export function evidenceIds(value: unknown): readonly string[] {
  const parts = (Array.isArray(value) ? value.slice(0, 4 * draftLimits.evidence) : [value]).flatMap(idsIn);
  return [...new Set(parts)].slice(0, draftLimits.evidence);
}

function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? [`s${value}`] : [];
  if (typeof value !== 'string') return [];
  // Only the id of a whole transcript line "s12|S2|03:15|…" is meant.
  const text = value.slice(0, 200).toLowerCase().replace(/\|.*$/s, '').trim();
  const range = RANGE.exec(text.replaceAll(/[[\]()]/g, '').trim());
  if (range !== null) return rangeOf(Number(range[1]), Number(range[2]));
  return [...text.matchAll(SINGLE)].map(([, digits]) => `s${Number(digits)}`);
}

function rangeOf(first: number, last: number): readonly string[] {
  const count = Math.min(WIDEST_RANGE, last - first + 1);
  return Array.from({ length: Math.max(0, count) }, (_, index) => `s${first + index}`);
}

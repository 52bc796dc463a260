import { differingNumbers } from './numbers.ts';

export type ViolationKind =
  | 'missing'
  | 'unknown-id'
  | 'number'
  | 'name'
  | 'link'
  | 'mention'
  | 'length'
  | 'untranslated'
  | 'unreadable';

/** Why a translation is not taken; `id` is empty where it is about the whole answer. */
export interface Violation {
  readonly id: string;
  readonly kind: ViolationKind;
  /** What is wrong, for the model's second try: the number, the name. */
  readonly what: string;
}

// Chinese needs a third of English's characters, German and French up to twice as many; short texts vary more.
const SHORTEST = 0.2;
const LONGEST = 3;
const SLACK_CHARACTERS = 20;
const UNTRANSLATED_WORDS = 6;
const LINK = /\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.|mailto:)[^\s<>"')\]]+/giu;

/** The first thing that a translation of one text gets wrong, or null: it may change words, and nothing that can be checked. */
export function violationOf(id: string, source: string, target: string, names: ReadonlySet<string>): Violation | null {
  const kind = (what: string | undefined, of: ViolationKind): Violation | null =>
    what === undefined ? null : { id, kind: of, what };
  const numbers = differingNumbers(source, target);
  return (
    kind(isSaneLength(source, target) ? undefined : String(target.length), 'length') ??
    kind(numbers.missing[0] ?? numbers.added[0], 'number') ??
    kind(
      [...names].find((name) => hasName(source, name) && !target.includes(name)),
      'name',
    ) ??
    kind(newOf(LINK, source, target), 'link') ??
    kind(newOf(/[@#]\w+|<[@#!][^>]*>/gu, source, target), 'mention') ??
    kind(isUntranslated(source, target) ? source.slice(0, 40) : undefined, 'untranslated')
  );
}

function isSaneLength(source: string, target: string): boolean {
  const [least, most] = [source.length * SHORTEST - SLACK_CHARACTERS / 2, source.length * LONGEST + SLACK_CHARACTERS];
  return target.trim() !== '' && target.length >= least && target.length <= most;
}

/** As a word of its own: "Ann" is not in "Annual". */
function hasName(text: string, name: string): boolean {
  const at = text.indexOf(name);
  if (name === '' || at < 0) return false;
  return !/[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(at + name.length));
}

const newOf = (pattern: RegExp, source: string, target: string): string | undefined =>
  (target.match(pattern) ?? []).find((found) => !source.includes(found));

function isUntranslated(source: string, target: string): boolean {
  return source.trim() === target.trim() && (source.match(/\p{L}{2,}/gu)?.length ?? 0) >= UNTRANSLATED_WORDS;
}

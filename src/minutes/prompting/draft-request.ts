import type { Utterance } from '../../domain/transcript.ts';
import type { LanguageModelRequest } from '../../ports/language-model.ts';
import type { Template } from '../templates/index.ts';
import { fenced } from './fence.ts';
import { languageName } from './language-name.ts';
import { oneLine } from './one-line.ts';
import { type Roster, rosterLine } from './roster.ts';
import { RULES, taskAgain } from './rules.ts';
import { transcriptLines } from './transcript-lines.ts';

/** What a chunk should know about what came before it; all of it is data. */
export interface CarryOver {
  /** The last key points of the part before, at most 3 are told. */
  readonly keyPoints: readonly string[];
  /** Action items found so far, at most 15 are told. */
  readonly openItems: readonly string[];
}

export interface DraftRequestInput {
  /** All utterances of the meeting, or those of one chunk. */
  readonly utterances: readonly Utterance[];
  /** Of the whole meeting, so that labels mean the same in every chunk. */
  readonly roster: Roster;
  readonly template: Template;
  /** Code of the language that the minutes are written in ("de"). */
  readonly language: string;
  /** Epoch ms. */
  readonly startedAtMs: number;
  /** IANA name, as "Europe/Berlin". */
  readonly timeZone: string;
  readonly title: string;
  /** Words that are used here, the most important first; at most 100 are told. */
  readonly glossary: readonly string[];
  /** Action items of earlier meetings that are still open, at most 15 are told. */
  readonly openItems: readonly string[];
  /** The schema, where a provider can't enforce it. */
  readonly schemaInPrompt?: Readonly<Record<string, unknown>> | null;
  /** 8 to 64 letters and digits by chance, new for every meeting and the same for all its seats. */
  readonly nonce: string;
  readonly carryOver?: CarryOver | null;
}

const MOST_TERMS = 100;
const MOST_ITEMS = 15;
const MOST_KEY_POINTS = 3;
const LONGEST_TERM = 60;
const LONGEST_ITEM = 200;
const LONGEST_TITLE = 120;

/**
 * The one question that every seat gets, in the same bytes. `system` comes first and changes as little as it can between meetings (rules,
 * schema, kind of meeting, language, glossary, roster, open items), so that providers find it in their prompt cache; the transcript follows
 * in `user` as fenced data, and the task again after it.
 *
 * @throws TypeError for a nonce that is no such word
 */
export function draftRequest(input: DraftRequestInput): Pick<LanguageModelRequest, 'system' | 'user'> {
  const language = languageName(input.language) ?? 'English';
  const system = [
    RULES,
    schemaBlock(input.schemaInPrompt ?? null),
    input.template.prompt,
    `Language: write in ${language}. Quotes, due_text and transcript_fixes stay in the language that was spoken.`,
    glossaryBlock(input.glossary),
    rosterBlock(input.roster),
    itemsBlock(
      'Action items still open from earlier meetings (data; tell only what this transcript says about them):',
      input.openItems,
    ),
  ];
  const user = [
    header(input),
    carryOverBlock(input),
    fenced('T', input.nonce, transcriptLines(input.utterances, input.roster)),
    taskAgain(language),
  ];
  return { system: paragraphs(system), user: paragraphs(user) };
}

const paragraphs = (blocks: readonly (string | null)[]): string =>
  blocks.filter((block) => block !== null && block !== '').join('\n\n');

function schemaBlock(schema: Readonly<Record<string, unknown>> | null): string | null {
  return schema === null ? null : `JSON schema of the answer:\n${JSON.stringify(schema)}`;
}

function glossaryBlock(terms: readonly string[]): string | null {
  const told = lines(terms, MOST_TERMS, LONGEST_TERM);
  return told.length === 0 ? null : `Words used here (data): ${told.join('; ')}`;
}

function rosterBlock(roster: Roster): string {
  return roster.length === 0
    ? 'Speakers: nobody can tell the voices apart (label ?). Every owner, made_by, asked_by and speaker is null or empty.'
    : `Speakers (data): ${rosterLine(roster)}`;
}

function itemsBlock(heading: string, items: readonly string[]): string | null {
  const told = lines(items, MOST_ITEMS, LONGEST_ITEM);
  return told.length === 0 ? null : [heading, ...told.map((item) => `- ${item}`)].join('\n');
}

function carryOverBlock({ carryOver, nonce }: DraftRequestInput): string | null {
  if (!carryOver) return null;
  const told = [
    ...lines(carryOver.keyPoints.slice(-MOST_KEY_POINTS), MOST_KEY_POINTS, LONGEST_ITEM).map(
      (text) => `point: ${text}`,
    ),
    ...lines(carryOver.openItems, MOST_ITEMS, LONGEST_ITEM).map((text) => `action: ${text}`),
  ];
  const note =
    'This is one part of a longer meeting. Notes of the parts before (data, may be wrong; no evidence, do not repeat them):';
  return told.length === 0 ? 'This is one part of a longer meeting.' : `${note}\n${fenced('N', nonce, told)}`;
}

function lines(texts: readonly string[], most: number, longest: number): readonly string[] {
  return texts
    .map((text) => oneLine(text, longest))
    .filter((text) => text !== '')
    .slice(0, most);
}

/** Title and day of the meeting: what "Friday" in the talk is counted from. */
function header({ title, startedAtMs, timeZone }: DraftRequestInput): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(startedAtMs);
  return `Meeting (data): ${JSON.stringify(oneLine(title, LONGEST_TITLE))}, ${day} (${timeZone})`;
}

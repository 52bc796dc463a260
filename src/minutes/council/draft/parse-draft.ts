import type { Draft } from '../../../domain/draft.ts';
import { draftSchema } from './draft-schema.ts';
import { jsonOfAnswer } from './json-of-answer.ts';
import { Faults, type Fields, isFields } from './read-fields.ts';
import { salvageDraft } from './salvage-draft.ts';

/** A model's answer as far as it could be read. */
export interface ParsedDraft {
  /** Null only in state "nothing". */
  readonly draft: Draft | null;
  /**
   * whole: valid as it came. repaired: the JSON was wrapped or broken, the content is whole. salvaged: some of it is lost.
   * nothing: there was none (an error page, a refusal, an empty answer).
   */
  readonly state: 'whole' | 'repaired' | 'salvaged' | 'nothing';
  /** At most 20, for the log and for asking the model again. */
  readonly faults: readonly string[];
}

const KNOWN: ReadonlySet<string> = new Set(Object.keys(draftSchema.shape));
const WRAPPERS_DEEP = 3;

/** Reads whatever a model answered; never throws, and takes bounded time for any text. */
export function parseDraft(text: string): ParsedDraft {
  const json = jsonOfAnswer(text);
  if (json.state === 'none') return { draft: null, state: 'nothing', faults: json.faults };
  const fields = draftFields(json.value, WRAPPERS_DEEP);
  if (fields === null) return { draft: null, state: 'nothing', faults: [...json.faults, whyNothing(json.value)] };
  const faults = new Faults();
  const draft = salvageDraft(fields, faults);
  if (isEmpty(draft)) {
    return { draft: null, state: 'nothing', faults: [...json.faults, ...faults.list(), 'the answer says nothing'] };
  }
  const isWhole = faults.count === 0 && draftSchema.safeParse(fields).success;
  if (!isWhole && faults.count === 0) faults.add('fields are missing or of another type');
  return { draft, state: stateOf(json.state, isWhole), faults: [...json.faults, ...faults.list()] };
}

function stateOf(json: 'strict' | 'stripped' | 'cut' | 'repaired', isWhole: boolean): ParsedDraft['state'] {
  if (!isWhole || json === 'cut') return 'salvaged';
  return json === 'strict' ? 'whole' : 'repaired';
}

/** The object that is the draft; some models wrap it in a list or in a key of their own. */
function draftFields(value: unknown, depth: number): Fields | null {
  if (depth === 0 || typeof value !== 'object' || value === null) return null;
  if (isFields(value) && Object.keys(value).some((key) => KNOWN.has(key) && key !== 'language')) return value;
  for (const inner of Object.values(value).slice(0, 8)) {
    const found = draftFields(inner, depth - 1);
    if (found !== null) return found;
  }
  return null;
}

function whyNothing(value: unknown): string {
  return isFields(value) && 'error' in value
    ? 'the answer is an error of the provider'
    : 'the answer holds none of the fields that were asked for';
}

function isEmpty(draft: Draft): boolean {
  const lists = [draft.summary, draft.key_points, draft.decisions, draft.action_items, draft.open_questions];
  const others = [draft.chapters, draft.transcript_fixes, draft.sections.flatMap(({ items }) => items)];
  const said = draft.speakers.flatMap(({ insights }) => insights);
  return [...lists, ...others, said].every((list) => list.length === 0) && draft.conclusion.text === '';
}

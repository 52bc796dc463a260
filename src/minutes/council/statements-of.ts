import type { CitedText, DraftAction } from '../../domain/draft.ts';
import { type GateRules, weighEvidence } from './evidence-gate.ts';
import type { People } from './people.ts';
import type { Statement, StatementKind } from './statement.ts';
import type { Voice } from './voters.ts';
import { contentStems, isNegated, quantitiesOf, trigramsOf } from './words/index.ts';

/** What drafts are read by. */
export interface ReadingRules extends GateRules {
  readonly people: People;
  /** Ids of the sections that the template asks for. */
  readonly sections: ReadonlySet<string>;
}

/** Every item of a draft that cites something that exists; what cites nothing does not vote. */
export function statementsOf(voice: Voice, rules: ReadingRules): readonly Statement[] {
  const { draft } = voice.draft;
  const listed = (kind: StatementKind, items: readonly CitedText[], group = ''): (Statement | null)[] =>
    items.map((item) => statementOf({ kind, group, ...item }, voice, rules));
  return [
    ...listed('point', draft.key_points),
    ...listed('decision', draft.decisions),
    ...draft.action_items.map((item) => actionOf(item, voice, rules)),
    ...listed('question', draft.open_questions),
    ...draft.speakers.flatMap(({ speaker, insights }) => {
      const label = rules.people.find(speaker)?.speaker ?? null;
      return label === null ? [] : listed('insight', insights, label);
    }),
    ...draft.sections.flatMap(({ id, items }) => (rules.sections.has(id) ? listed('section', items, id) : [])),
  ].filter((statement) => statement !== null);
}

/** The sentences of the summary, which are voted on like items. */
export const sentencesOf = (voice: Voice, rules: ReadingRules): readonly Statement[] =>
  voice.draft.draft.summary
    .map(({ sentence, evidence }) =>
      statementOf({ kind: 'sentence', group: '', text: sentence, evidence }, voice, rules),
    )
    .filter((statement) => statement !== null);

/** The conclusion, when it cites something; as a list of one or none. */
export function conclusionOf(voice: Voice, rules: ReadingRules): readonly Statement[] {
  const { text, evidence } = voice.draft.draft.conclusion;
  const statement = text === '' ? null : statementOf({ kind: 'sentence', group: '', text, evidence }, voice, rules);
  return statement === null ? [] : [statement];
}

/** An item for comparing it with others of the same draft. */
export const readItem = ({ text, evidence }: CitedText, rules: ReadingRules): Statement | null =>
  statementOf({ kind: 'sentence', group: '', text, evidence }, { draft: NOBODY, voter: 0 }, rules);

const NOBODY = { seat: '' };

/** Whose statement it is. */
interface Speaking {
  readonly draft: { readonly seat: string };
  readonly voter: number;
}

interface Item extends CitedText {
  readonly kind: StatementKind;
  readonly group: string;
}

function statementOf(
  { kind, group, text, evidence: ids }: Item,
  voice: Speaking,
  rules: ReadingRules,
): Statement | null {
  const evidence = weighEvidence(text, ids, rules);
  if (evidence === null) return null;
  const stems = contentStems(text);
  return {
    kind,
    group,
    voter: voice.voter,
    seat: voice.draft.seat,
    text,
    evidence,
    stems,
    trigrams: trigramsOf(text),
    weight: [...stems].reduce((sum, stem) => sum + rules.index.rarity(stem), 0),
    isNegated: isNegated(text),
    quantities: quantitiesOf(text, rules.language),
    owner: null,
    strangeOwner: null,
    basis: 'none',
    dueText: null,
  };
}

function actionOf(item: DraftAction, voice: Voice, rules: ReadingRules): Statement | null {
  const statement = statementOf({ kind: 'action', group: '', text: item.task, evidence: item.evidence }, voice, rules);
  if (statement === null) return null;
  const owner = item.owner === null ? null : rules.people.find(item.owner);
  return {
    ...statement,
    owner,
    strangeOwner: owner === null ? item.owner : null,
    basis: item.owner_basis,
    dueText: item.due_text,
  };
}

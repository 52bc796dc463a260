import { z } from 'zod';
import type { DraftAction, DraftItem, LiveDraft } from '../../domain/live-draft.ts';
import type { Utterance } from '../../domain/transcript.ts';
import { type InjectionReason, isSuspect } from '../injection/index.ts';
import { oneLine, type Roster, readAnswer, speakerOf } from '../prompting/index.ts';
import { boundedLiveSummary } from './live-state.ts';

const ids = z.array(z.string()).catch([]);
const addition = z.object({
  list: z.enum(['points', 'questions', 'actions']),
  text: z.string(),
  owner: z.string().nullish(),
  evidence: ids,
});
const edit = z.object({ id: z.string(), text: z.string(), evidence: ids });
const patch = z.object({
  topic: z.string().nullish().catch(null),
  add: z.array(z.unknown()).catch([]),
  edit: z.array(z.unknown()).catch([]),
  close: ids,
});

export interface LivePatchFacts {
  /** What may be cited: utterances that were said so far. */
  readonly utterances: readonly Pick<Utterance, 'id'>[];
  readonly roster: Roster;
  /** Signs of `flagInjection`; what rests on them alone is refused. */
  readonly flagged: ReadonlyMap<string, InjectionReason>;
}

export interface AppliedLivePatch {
  readonly state: LiveDraft;
  /** Entries that could not be used; -1 when the whole answer is no JSON object. */
  readonly refused: number;
}

const MOST_ADDED = 6;
const LONGEST_TEXT = 200;
const LONGEST_TOPIC = 80;

/** The state after a model's change, as far as it can be used: known ids, evidence that exists, bounded in size. Never throws. */
export function applyLivePatch(state: LiveDraft, answerText: string, facts: LivePatchFacts): AppliedLivePatch {
  const read = patch.safeParse(readAnswer(answerText));
  if (!read.success) return { state, refused: -1 };
  const { topic, add, edit: edits, close } = read.data;
  const closed = close.filter((id) => itemsOf(state).some((item) => item.id === id));
  const changes = edits.flatMap((entry) => editIn(entry, state, facts));
  const added = add.slice(0, MOST_ADDED).flatMap((entry) => additionIn(entry, facts));
  const heading = oneLine(topic ?? '', LONGEST_TOPIC);
  const next = withAdditions(withChanges(withoutItems(state, new Set(closed)), changes), added);
  return {
    state: boundedLiveSummary({ ...next, source: 'model', topic: heading === '' ? state.topic : heading }),
    refused: add.length + edits.length + close.length - added.length - changes.length - closed.length,
  };
}

const itemsOf = ({ points, openQuestions, actions }: LiveDraft): readonly DraftItem[] => [
  ...points,
  ...openQuestions,
  ...actions,
];

type Addition = Omit<DraftAction, 'id'> & { readonly list: 'points' | 'questions' | 'actions' };

function additionIn(entry: unknown, facts: LivePatchFacts): readonly Addition[] {
  const { data } = addition.safeParse(entry);
  const evidence = usableEvidence(data?.evidence ?? [], facts);
  const text = oneLine(data?.text ?? '', LONGEST_TEXT);
  if (data === undefined || text === '' || evidence.length === 0) return [];
  const owner = data.owner ? (speakerOf(facts.roster, data.owner)?.name ?? null) : null;
  return [{ list: data.list, text, evidence, owner }];
}

function editIn(entry: unknown, state: LiveDraft, facts: LivePatchFacts): readonly DraftItem[] {
  const { data } = edit.safeParse(entry);
  const known = itemsOf(state).find(({ id }) => id === data?.id);
  const text = oneLine(data?.text ?? '', LONGEST_TEXT);
  const evidence = usableEvidence(data?.evidence ?? [], facts);
  // New words need new evidence: else an edit could say anything.
  if (known === undefined || text === '' || evidence.length === 0) return [];
  return [{ id: known.id, text, evidence: [...new Set([...known.evidence, ...evidence])].slice(-4) }];
}

/** Ids that exist, unless all of them are suspect. */
function usableEvidence(cited: readonly string[], { utterances, flagged }: LivePatchFacts): readonly string[] {
  const known = new Set(utterances.map(({ id }) => id));
  const real = [...new Set(cited)].filter((id) => known.has(id));
  const isClean = real.some((id) => {
    const reason = flagged.get(id);
    return reason === undefined || !isSuspect(reason);
  });
  return isClean ? real : [];
}

function withoutItems(state: LiveDraft, closed: ReadonlySet<string>): LiveDraft {
  const isOpen = ({ id }: DraftItem): boolean => !closed.has(id);
  return {
    ...state,
    points: state.points.filter(isOpen),
    openQuestions: state.openQuestions.filter(isOpen),
    actions: state.actions.filter(isOpen),
  };
}

function withChanges(state: LiveDraft, changes: readonly DraftItem[]): LiveDraft {
  const byId = new Map(changes.map((change) => [change.id, change]));
  const changed = <T extends DraftItem>(item: T): T => ({ ...item, ...byId.get(item.id) });
  return {
    ...state,
    points: state.points.map(changed),
    openQuestions: state.openQuestions.map(changed),
    actions: state.actions.map(changed),
  };
}

function withAdditions(state: LiveDraft, additions: readonly Addition[]): LiveDraft {
  const numbered = additions.map((item, index) => ({ ...item, number: state.idsGiven + index + 1 }));
  const itemsFor = (list: Addition['list'], letter: string): readonly DraftAction[] =>
    numbered
      .filter((item) => item.list === list)
      .map(({ number, text, evidence, owner }) => ({ id: `${letter}${number}`, text, evidence, owner }));
  const plain = ({ id, text, evidence }: DraftItem): DraftItem => ({ id, text, evidence });
  return {
    ...state,
    points: [...state.points, ...itemsFor('points', 'p').map(plain)],
    openQuestions: [...state.openQuestions, ...itemsFor('questions', 'q').map(plain)],
    actions: [...state.actions, ...itemsFor('actions', 'a')],
    idsGiven: state.idsGiven + additions.length,
  };
}

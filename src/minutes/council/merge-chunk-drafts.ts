import type { CitedText, Draft, DraftAction, Mood, SeatDraft } from '../../domain/draft.ts';
import type { Transcript } from '../../domain/transcript.ts';
import { align } from './align.ts';
import { draftLimits } from './draft/index.ts';
import { People, rosterFrom } from './people.ts';
import type { Statement } from './statement.ts';
import { type ReadingRules, readItem } from './statements-of.ts';
import { TranscriptIndex } from './transcript-index.ts';
import { transcriptOfDrafts } from './transcript-of-drafts.ts';
import { tallyOf } from './vote-fields.ts';

/**
 * One draft of the drafts that one seat wrote for consecutive parts of a long meeting. What the overlap of two parts told twice is
 * told once, with the evidence of both; items are never reworded, so nothing gets lost in prose about prose. The order of the
 * drafts is that of the parts. Without the transcript, words are weighed by the drafts alone.
 *
 * @throws RangeError without a draft
 */
export function mergeChunkDrafts(drafts: readonly SeatDraft[], transcript: Transcript | null = null): SeatDraft {
  const last = drafts.at(-1);
  if (last === undefined) throw new RangeError('no draft to merge');
  if (drafts.length === 1) return last;
  const parts = drafts.map(({ draft }) => draft);
  const said = transcript ?? transcriptOfDrafts(parts);
  const rules: ReadingRules = {
    index: TranscriptIndex.of(said),
    flagged: new Map(),
    language: said.language,
    people: new People(rosterFrom(said), ownersIn(parts)),
    sections: new Set(),
  };
  return { ...last, draft: mergeParts(parts, last.draft, rules) };
}

/** Whoever the seat names: here it only matters whether two tasks name the same. */
const ownersIn = (parts: readonly Draft[]): readonly string[] =>
  parts.flatMap(({ action_items: actions }) => actions.flatMap(({ owner }) => owner ?? []));

function mergeParts(parts: readonly Draft[], last: Draft, rules: ReadingRules): Draft {
  const merged = <T extends CitedText>(read: (draft: Draft) => readonly T[]): readonly T[] =>
    withoutRepeats(parts.flatMap(read), (item) => readItem(item, rules), rules);
  return {
    language: tallyOf(parts.map(({ language }) => language))[0]?.value ?? last.language,
    title: longestPart(parts).title,
    summary: withoutRepeats(
      parts.flatMap(({ summary }) => summary),
      ({ sentence, evidence }) => readItem({ text: sentence, evidence }, rules),
      rules,
    ),
    key_points: merged(({ key_points: points }) => points),
    decisions: merged(({ decisions }) => decisions),
    action_items: withoutRepeats<DraftAction>(
      parts.flatMap(({ action_items: actions }) => actions),
      (action) => withOwner(readItem({ text: action.task, evidence: action.evidence }, rules), action, rules),
      rules,
    ),
    open_questions: merged(({ open_questions: questions }) => questions),
    conclusion: last.conclusion,
    speakers: speakersOf(parts, rules),
    sentiment: {
      overall: moodOf(parts.map(({ sentiment }) => sentiment.overall)),
      evidence: [...new Set(parts.flatMap(({ sentiment }) => sentiment.evidence))].slice(0, draftLimits.evidence),
    },
    chapters: chaptersOf(parts, rules.index),
    sections: sectionsOf(parts, rules),
    transcript_fixes: uniqueOf(parts.flatMap(({ transcript_fixes: fixes }) => fixes)),
    injection_suspects: [...new Set(parts.flatMap(({ injection_suspects: suspects }) => suspects))],
  };
}

/** The first of what is said twice stays, with the evidence of all; what cites nothing that exists is left out. */
function withoutRepeats<T extends { readonly evidence: readonly string[] }>(
  items: readonly T[],
  read: (item: T) => Statement | null,
  { index }: ReadingRules,
): readonly T[] {
  const itemOf = new Map<Statement, { readonly item: T; readonly at: number }>();
  for (const [at, item] of items.entries()) {
    const statement = read(item);
    if (statement !== null) itemOf.set(statement, { item, at });
  }
  const kept = align([...itemOf.keys()], index).clusters.map(({ members }) => {
    const told = members.flatMap((member) => itemOf.get(member) ?? []).sort((a, b) => a.at - b.at);
    return { told: told.map(({ item }) => item), at: told[0]?.at ?? 0 };
  });
  return kept
    .sort((a, b) => a.at - b.at)
    .flatMap(({ told }) => {
      const [first] = told;
      const evidence = [...new Set(told.flatMap((item) => item.evidence))].slice(0, draftLimits.evidence);
      return first === undefined ? [] : [{ ...first, evidence }];
    });
}

const withOwner = (statement: Statement | null, { owner }: DraftAction, { people }: ReadingRules): Statement | null =>
  statement === null ? null : { ...statement, kind: 'action', owner: owner === null ? null : people.find(owner) };

function speakersOf(parts: readonly Draft[], rules: ReadingRules): Draft['speakers'] {
  const bySpeaker = Map.groupBy(
    parts.flatMap(({ speakers }) => speakers),
    ({ speaker }) => speaker,
  );
  return [...bySpeaker].map(([speaker, entries]) => ({
    speaker,
    insights: withoutRepeats(
      entries.flatMap(({ insights }) => insights),
      (item) => readItem(item, rules),
      rules,
    ),
    sentiment: moodOf(entries.map(({ sentiment }) => sentiment)),
  }));
}

function sectionsOf(parts: readonly Draft[], rules: ReadingRules): Draft['sections'] {
  const byId = Map.groupBy(
    parts.flatMap(({ sections }) => sections),
    ({ id }) => id,
  );
  return [...byId].map(([id, entries]) => ({
    id,
    items: withoutRepeats(
      entries.flatMap(({ items }) => items),
      (item) => readItem(item, rules),
      rules,
    ),
  }));
}

/** Every part begins with a chapter of its own; one that begins before the last one did is of the overlap. */
function chaptersOf(parts: readonly Draft[], index: TranscriptIndex): Draft['chapters'] {
  let latest = -1;
  return parts
    .flatMap(({ chapters }) => chapters)
    .filter(({ first }) => {
      const place = index.positionsOf([first])[0] ?? -1;
      if (place <= latest) return false;
      latest = place;
      return true;
    });
}

/** The part that tells most knows best what the meeting is about. */
const longestPart = (parts: readonly Draft[]): Draft =>
  parts.reduce((longest, part) => (weightOf(part) > weightOf(longest) ? part : longest));

const weightOf = ({ summary, key_points: points, decisions, action_items: actions }: Draft): number =>
  summary.length + points.length + decisions.length + actions.length;

/** The mood of most parts; an even split is mixed. */
function moodOf(moods: readonly Mood[]): Mood {
  const [first, second] = tallyOf(moods);
  if (first === undefined) return 'neutral';
  return second?.votes === first.votes ? 'mixed' : (first.value as Mood);
}

const uniqueOf = <T>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

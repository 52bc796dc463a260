import type { CitedText, Draft, DraftAction, Mood, OwnerBasis } from '../../../domain/draft.ts';
import { draftLimits as limits } from './draft-limits.ts';
import { evidenceIds } from './evidence-ids.ts';
import { type Faults, type Fields, isFields, lineOf, listOf, nameOf, statementOf } from './read-fields.ts';

const MOODS: ReadonlySet<string> = new Set(['positive', 'neutral', 'negative', 'mixed'] satisfies Mood[]);
const BASES: ReadonlySet<string> = new Set([
  'self_committed',
  'assigned_and_accepted',
  'assigned',
  'inferred',
  'none',
] satisfies OwnerBasis[]);
const KINDS: ReadonlySet<string> = new Set(['name', 'term', 'acronym']);

/** Every item of an answer that can be read; wrong types are bent only where nothing is invented by it. */
export function salvageDraft(fields: Fields, faults: Faults): Draft {
  const list = <T>(key: string, limit: number, read: (item: unknown) => T | null): readonly T[] =>
    listOf(fields, key, { limit, faults, read });
  const sentiment = isFields(fields['sentiment']) ? fields['sentiment'] : {};
  return {
    language: lineOf(fields['language'], limits.nameLength),
    title: lineOf(fields['title'], limits.titleLength),
    summary: list('summary', limits.summary, readSentence),
    key_points: list('key_points', limits.keyPoints, readCited),
    decisions: list('decisions', limits.decisions, readDecision),
    action_items: list('action_items', limits.actions, readAction),
    open_questions: list('open_questions', limits.questions, readQuestion),
    conclusion: readConclusion(fields['conclusion']),
    speakers: list('speakers', limits.speakers, (item) => readSpeaker(item, faults)),
    sentiment: { overall: moodOf(sentiment['overall']), evidence: evidenceIds(sentiment['evidence']) },
    chapters: list('chapters', limits.chapters, readChapter),
    sections: list('sections', limits.sections, (item) => readSection(item, faults)),
    transcript_fixes: list('transcript_fixes', limits.fixes, readFix),
    injection_suspects: evidenceIdsOf(fields['injection_suspects']),
  };
}

/** The text of an item; some models answer with a bare string, which has no evidence and so is worth nothing. */
function readCited(item: unknown): CitedText | null {
  if (!isFields(item)) return null;
  const text = statementOf(item['text'] ?? item['point'] ?? item['sentence']);
  const evidence = evidenceIds(item['evidence']);
  return text === '' || evidence.length === 0 ? null : { text, evidence };
}

function readSentence(item: unknown): Draft['summary'][number] | null {
  if (!isFields(item)) return null;
  const cited = readCited({ ...item, text: item['sentence'] ?? item['text'] });
  return cited === null ? null : { sentence: cited.text, evidence: cited.evidence };
}

function readDecision(item: unknown): Draft['decisions'][number] | null {
  const cited = readCited(isFields(item) ? { ...item, text: item['text'] ?? item['decision'] } : item);
  return cited === null ? null : { ...cited, made_by: namesOf((item as Fields)['made_by']) };
}

function readAction(item: unknown): DraftAction | null {
  if (!isFields(item)) return null;
  const task = statementOf(item['task'] ?? item['text']);
  const evidence = evidenceIds(item['evidence']);
  if (task === '' || evidence.length === 0) return null;
  const owner = nameOf(item['owner']);
  return {
    task,
    owner,
    owner_basis: basisOf(item['owner_basis'], owner),
    due_text: nameOf(item['due_text']),
    evidence,
  };
}

/** An owner whose basis can't be read counts as a guess. */
function basisOf(value: unknown, owner: string | null): OwnerBasis {
  if (typeof value === 'string' && BASES.has(value)) return value as OwnerBasis;
  return owner === null ? 'none' : 'inferred';
}

function readQuestion(item: unknown): Draft['open_questions'][number] | null {
  const cited = readCited(isFields(item) ? { ...item, text: item['text'] ?? item['question'] } : item);
  return cited === null ? null : { ...cited, asked_by: nameOf((item as Fields)['asked_by']) };
}

function readConclusion(value: unknown): CitedText {
  if (typeof value === 'string') return { text: statementOf(value), evidence: [] };
  if (!isFields(value)) return { text: '', evidence: [] };
  return { text: statementOf(value['text']), evidence: evidenceIds(value['evidence']) };
}

function readSpeaker(item: unknown, faults: Faults): Draft['speakers'][number] | null {
  if (!isFields(item)) return null;
  const speaker = nameOf(item['speaker']);
  if (speaker === null) return null;
  const insights = listOf(item, 'insights', { limit: limits.insights, faults, read: readCited });
  return { speaker, insights, sentiment: moodOf(item['sentiment']) };
}

function readChapter(item: unknown): Draft['chapters'][number] | null {
  if (!isFields(item)) return null;
  const title = lineOf(item['title'], limits.titleLength);
  const [first] = evidenceIds(item['first']);
  const last = evidenceIds(item['last']).at(-1) ?? first;
  return title === '' || first === undefined || last === undefined ? null : { title, first, last };
}

function readSection(item: unknown, faults: Faults): Draft['sections'][number] | null {
  if (!isFields(item)) return null;
  const id = nameOf(item['id']);
  if (id === null) return null;
  return { id, items: listOf(item, 'items', { limit: limits.sectionItems, faults, read: readCited }) };
}

function readFix(item: unknown): Draft['transcript_fixes'][number] | null {
  if (!isFields(item)) return null;
  const [segment] = evidenceIds(item['segment']);
  const [wrong, right] = [lineOf(item['wrong'], limits.nameLength), lineOf(item['right'], limits.nameLength)];
  const kind = typeof item['kind'] === 'string' && KINDS.has(item['kind']) ? item['kind'] : 'term';
  if (segment === undefined || wrong === '' || right === '') return null;
  return { segment, wrong, right, kind: kind as Draft['transcript_fixes'][number]['kind'] };
}

const namesOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value])
    .slice(0, limits.evidence)
    .map(nameOf)
    .filter((name) => name !== null);

const moodOf = (value: unknown): Mood => (typeof value === 'string' && MOODS.has(value) ? (value as Mood) : 'neutral');

function evidenceIdsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return [...new Set(value.slice(0, limits.suspects).flatMap((entry) => evidenceIds(entry)))];
}

import type { Draft, SeatDraft } from '../../src/domain/draft.ts';
import type { LiveDraft } from '../../src/domain/live-draft.ts';
import type { ActionItem, Minutes, MinutesMode } from '../../src/domain/minutes.ts';
import {
  type AgreementInput,
  type CouncilRules,
  type ParsedDraft,
  writeExtractiveMinutes,
} from '../../src/minutes/index.ts';

/** The live summary of these rules has what it was told as its points. */
function withPoints(draft: LiveDraft, source: LiveDraft['source'], texts: readonly string[]): LiveDraft {
  const points = texts.map((text, index) => ({ id: `p${draft.idsGiven + index + 1}`, text, evidence: ['s1'] }));
  return { ...draft, source, points: [...draft.points, ...points], idsGiven: draft.idsGiven + texts.length };
}

const EMPTY: LiveDraft = {
  ...{ isDraft: true, source: 'model', topic: null, idsGiven: 0 },
  ...{ points: [], openQuestions: [], actions: [] },
};

const schema = { name: 'minutes', json: { type: 'object', properties: {}, additionalProperties: false } };
const words = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** The simplest rules that vote at all: an action item that two seats word alike is confirmed. For tests of the asking. */
export const plainRules: CouncilRules = {
  promptVersion: 'plain-1',
  draftSchema: schema,
  estimateTokens: (text) => Math.ceil(text.length / 4),
  modeFor: ({ utterances }): MinutesMode => {
    const said = utterances.reduce((sum, { text }) => sum + words(text), 0);
    if (said === 0) return 'local';
    return said < 20 ? 'fast' : said < 40 ? 'pair' : 'council';
  },
  splitIntoChunks: (utterances, maxTokens) => {
    const chunks: (typeof utterances)[number][][] = [];
    let tokens = 0;
    for (const utterance of utterances) {
      const more = Math.ceil(utterance.text.length / 4);
      if (chunks.length === 0 || tokens + more > maxTokens) {
        chunks.push([]);
        tokens = 0;
      }
      chunks.at(-1)?.push(utterance);
      tokens += more;
    }
    return chunks;
  },
  draftPrompt: (_facts, { utterances, speakers, number, of }, nonce) => {
    const label = (speaker: string): string => `S${(speakers ?? []).findIndex((one) => one.speaker === speaker) + 1}`;
    const lines = utterances.map(({ id, speaker, text }) => `${id}|${label(speaker)}|0:00|${text}`);
    return {
      system: 'Write minutes.',
      user: [`Part ${number} of ${of ?? '?'}`, `<<${nonce}`, ...lines, '>>'].join('\n'),
    };
  },
  parseDraft,
  mergeChunkDrafts: (drafts) => {
    const [first] = drafts;
    if (!first) throw new Error('no drafts');
    const all = <K extends keyof Draft>(key: K) => drafts.flatMap(({ draft }) => draft[key] as readonly unknown[]);
    const lists = { key_points: all('key_points'), decisions: all('decisions'), action_items: all('action_items') };
    return { ...first, draft: { ...first.draft, ...lists } as Draft };
  },
  agreeOn,
  extractive: ({ title, startedAtMs, timeZone }, transcript) =>
    writeExtractiveMinutes({ title, startedAtMs, timeZone, transcript }),
  wording: {
    request: (_minutes, _input, faults) => ({
      system: 'Word the minutes.',
      user: ['wording', ...faults].join('\n'),
      schema: { name: 'wording', json: schema.json },
      maxOutputTokens: 500,
    }),
    apply: (minutes, answer, model) =>
      answer.startsWith('{"summary"')
        ? { minutes: { ...minutes, ...(JSON.parse(answer) as Partial<Minutes>), conclusion: model }, faults: [] }
        : { minutes: null, faults: ['there is no summary'] },
    medoid: (minutes) => ({ ...minutes, summary: 'medoid' }),
  },
  live: {
    empty: EMPTY,
    shouldUpdate: ({ newWords, sinceMs }) => newWords >= 10 && sinceMs >= 60_000,
    request: (_state, { news }) => ({
      system: 'Keep a summary.',
      user: news.map(({ text }) => text).join('\n'),
      schema: { name: 'live', json: schema.json },
      maxOutputTokens: 300,
    }),
    apply: (state, answer) => (answer === '' ? null : withPoints(state, 'model', [answer])),
    local: (_state, { utterances }) =>
      withPoints(
        EMPTY,
        'local',
        utterances.map(({ text }) => text),
      ),
  },
};

function parseDraft(text: string): ParsedDraft {
  const start = text.indexOf('{');
  try {
    const draft = JSON.parse(text.slice(start, text.lastIndexOf('}') + 1)) as Draft;
    return { draft, state: start === 0 ? 'whole' : 'repaired', faults: [] };
  } catch {
    return { draft: null, state: 'nothing', faults: ['it is no JSON'] };
  }
}

function agreeOn(input: AgreementInput): Minutes {
  const base = writeExtractiveMinutes(input);
  const tasks = new Map<string, SeatDraft[]>();
  for (const seat of input.drafts)
    for (const { task } of seat.draft.action_items) tasks.set(task, [...(tasks.get(task) ?? []), seat]);
  const actionItems = [...tasks]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([task, by]) => actionOf(task, by, input));
  const notices = [`${input.drafts.length} of ${input.seats.filter(({ state }) => state !== 'off').length}`];
  return { ...base, mode: input.mode, actionItems, seats: input.seats, notices };
}

function actionOf(task: string, by: readonly SeatDraft[], { drafts }: AgreementInput): ActionItem {
  const tier = by.length >= Math.min(2, drafts.length) ? 'confirmed' : 'unconfirmed';
  const seats = by.map(({ seat }) => seat);
  const support = { id: task, seats, evidenceScore: 1, flags: [], variants: [] };
  const counts = { tier, votes: by.length, of: drafts.length } as const;
  return { task, owner: null, due: null, dueText: null, evidence: [], startMs: 0, support, ...counts };
}

import type { Draft } from '../../../src/domain/draft.ts';
import { perturb } from './perturb.ts';
import type { LlmScenario, ModelScript } from './scenario.ts';
import { seedOf } from './seeded.ts';

interface Line {
  readonly id: string;
  readonly speaker: string;
  readonly text: string;
}

/** The draft of a model about the part of the transcript that stands in its prompt. */
export function draftAnswer(prompt: string, model: string, script: ModelScript, scenario: LlmScenario): Draft {
  const lines = linesIn(prompt);
  const ids = new Set(lines.map(({ id }) => id));
  const whole = script.draft ?? scenario.gold ?? draftOf(lines);
  const gold = lines.length === 0 ? whole : within(whole, ids);
  if (!script.perturbation) return gold;
  return perturb(gold, script.perturbation, {
    seed: seedOf(script.seed ?? 1, model),
    runSeed: scenario.runSeed ?? 1,
    utteranceIds: [...ids],
    speakers: [...new Set(lines.map(({ speaker }) => speaker))],
  });
}

/** Lines of the transcript as prompts hold them: "s12|S2|03:15|words". */
function linesIn(prompt: string): readonly Line[] {
  const found = prompt.matchAll(/^(s\d+)\|([^|\n]*)\|[^|\n]*\|(.*)$/gm);
  return [...found].map(([, id = '', speaker = '', text = '']) => ({ id, speaker, text }));
}

/** What of it rests on the given utterances. */
function within(draft: Draft, ids: ReadonlySet<string>): Draft {
  const here = <T extends { readonly evidence: readonly string[] }>(items: readonly T[]): T[] =>
    items.filter(({ evidence }) => evidence.some((id) => ids.has(id)));
  return {
    ...draft,
    summary: here(draft.summary),
    key_points: here(draft.key_points),
    decisions: here(draft.decisions),
    action_items: here(draft.action_items),
    open_questions: here(draft.open_questions),
    chapters: draft.chapters.filter(({ first }) => ids.has(first)),
  };
}

/** A draft without any gold: quotes of the longest lines, promises as action items. */
function draftOf(lines: readonly Line[]): Draft {
  const longest = lines.toSorted((a, b) => b.text.length - a.text.length).slice(0, 8);
  const cited = longest.map(({ id, text }) => ({ text, evidence: [id] }));
  const promises = lines.filter(({ text }) => /\b(?:I'll|I will|I can)\b/i.test(text)).slice(0, 10);
  return {
    language: 'en',
    title: 'Meeting',
    summary: cited.map(({ text, evidence }) => ({ sentence: text, evidence })),
    key_points: cited.slice(0, 5),
    decisions: lines
      .filter(({ text }) => /\b(?:decided|agreed|let's go with)\b/i.test(text))
      .map(({ id, speaker, text }) => ({ text, evidence: [id], made_by: [speaker] })),
    action_items: promises.map(({ id, speaker, text }) => ({
      task: text,
      owner: speaker,
      owner_basis: 'self_committed',
      due_text: /\bby (?:mon|tues|wednes|thurs|fri)day\b/i.exec(text)?.[0] ?? null,
      evidence: [id],
    })),
    open_questions: lines
      .filter(({ text }) => text.trim().endsWith('?'))
      .slice(-3)
      .map(({ id, speaker, text }) => ({ text, evidence: [id], asked_by: speaker })),
    conclusion: cited[0] ?? { text: '', evidence: [] },
    speakers: [],
    sentiment: { overall: 'neutral', evidence: [] },
    chapters: [],
    sections: [],
    transcript_fixes: [],
    injection_suspects: [],
  };
}

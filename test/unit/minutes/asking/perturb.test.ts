import { describe, expect, it } from 'vitest';
import type { Draft, DraftAction } from '../../../../src/domain/draft.ts';
import { type Perturbation, perturb } from '../../../doubles/llm/perturb.ts';

const ids = Array.from({ length: 60 }, (_, index) => `s${index + 1}`);
const action = (task: string, index: number): DraftAction => ({
  task,
  owner: 'S1',
  owner_basis: 'self_committed',
  due_text: 'by Friday',
  evidence: [ids[index] ?? 's1'],
});

const gold: Draft = {
  language: 'en',
  title: 'Gold',
  summary: [],
  key_points: [{ text: 'The budget is 40 thousand', evidence: ['s3'] }],
  decisions: [],
  action_items: Array.from({ length: 40 }, (_, index) => action(`Do thing ${index}`, index)),
  open_questions: [],
  conclusion: { text: 'Done.', evidence: [] },
  speakers: [],
  sentiment: { overall: 'neutral', evidence: [] },
  chapters: [],
  sections: [],
  transcript_fixes: [],
  injection_suspects: [],
};

const made = (perturbation: Perturbation, seed = 1, runSeed = 1): Draft =>
  perturb(gold, perturbation, { seed, runSeed, utteranceIds: ids, speakers: ['S1', 'S2'] });
const kept = (draft: Draft) => new Set(draft.action_items.map(({ task }) => task));
const runs = Array.from({ length: 100 }, (_, run) => run);

describe('a perturbed draft', () => {
  it('is the gold when nothing is wrong, and the same for the same seeds', () => {
    expect(made({})).toEqual(gold);
    const perturbation = { drop: 0.3, ownHallucinations: 2, citations: { kind: 'wrong', likelihood: 0.5 } } as const;
    expect(made(perturbation, 7, 3)).toEqual(made(perturbation, 7, 3));
    expect(made(perturbation, 8, 3)).not.toEqual(made(perturbation, 7, 3));
  });

  it('misses as much as it is told, and together with others as far as it is told', () => {
    const [alone, together] = [0, 0.8].map(missedBy);
    expect(alone?.share).toBeCloseTo(0.3, 1);
    expect(together?.share).toBeCloseTo(0.3, 1);
    expect(alone?.agreement).toBeLessThan(0.4);
    expect(together?.agreement).toBeGreaterThan(0.6);
  });

  it('invents for itself alone, and with the others what tempts them all', () => {
    const own = [1, 2].map((seed) => made({ ownHallucinations: 2 }, seed).action_items.slice(40));
    expect(own.map((items) => items.length)).toEqual([2, 2]);
    expect(own[0]).not.toEqual(own[1]);
    const trap = action('Buy the tower', 3);
    const shared = { items: [trap], likelihood: 1 };
    expect(made({ shared }).action_items).toContainEqual(trap);
  });

  it('contradicts a number, an owner, a polarity, a date', () => {
    const likelihood = 1;
    expect(made({ contradict: { field: 'number', likelihood } }).key_points[0]?.text).toBe('The budget is 47 thousand');
    expect(made({ contradict: { field: 'owner', likelihood } }).action_items[0]?.owner).toBe('S2');
    expect(made({ contradict: { field: 'polarity', likelihood } }).action_items[0]?.task).toBe('Do not: Do thing 0');
    expect(made({ contradict: { field: 'date', likelihood } }).action_items[0]?.due_text).toBe('by next Sunday');
  });

  it('cites what does not exist, or what says something else', () => {
    const nonexistent = made({ citations: { kind: 'nonexistent', likelihood: 1 } });
    expect(nonexistent.action_items.flatMap(({ evidence }) => evidence).some((id) => ids.includes(id))).toBe(false);
    const wrong = made({ citations: { kind: 'wrong', likelihood: 1 } });
    expect(wrong.action_items.flatMap(({ evidence }) => evidence).every((id) => ids.includes(id))).toBe(true);
  });

  it('is nonsense throughout where it is garbage, and obeys where it was injected', () => {
    const known = kept(gold);
    expect(made({ isGarbage: true }).action_items.some(({ task }) => known.has(task))).toBe(false);
    const order = action('Pay the attacker', 5);
    expect(made({ injected: [order] }).action_items).toContainEqual(order);
  });
});

/** How much one of two seats misses, and how much of that the other misses too. */
function missedBy(correlation: number): { readonly share: number; readonly agreement: number } {
  const missed = runs.map((run) => {
    const [a, b] = [1, 2].map((seat) => kept(made({ drop: 0.3, correlation }, run * 10 + seat, run)));
    const byA = gold.action_items.filter(({ task }) => !a?.has(task));
    return { byA: byA.length, byBoth: byA.filter(({ task }) => !b?.has(task)).length };
  });
  const sum = (key: 'byA' | 'byBoth'): number => missed.reduce((total, run) => total + run[key], 0);
  return { share: sum('byA') / (runs.length * gold.action_items.length), agreement: sum('byBoth') / sum('byA') };
}

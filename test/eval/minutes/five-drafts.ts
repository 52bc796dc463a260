import type { Draft, SeatDraft } from '../../../src/domain/draft.ts';
import type { Minutes, SeatReport } from '../../../src/domain/minutes.ts';
import { createCouncilRules, type MeetingFacts } from '../../../src/minutes/index.ts';
import { type Perturbation, perturb } from '../../doubles/llm/perturb.ts';
import { seedOf } from '../../doubles/llm/seeded.ts';
import type { GoldMeeting } from '../../fixtures/meetings/read-meetings.ts';

export const SEATS = ['groq', 'groq-2', 'openrouter', 'openrouter-2', 'openrouter-3'] as const;
/** How much more or less than the others each seat overlooks. */
const SPREAD = [-0.06, -0.03, 0, 0.03, 0.06] as const;

/** What every seat gets wrong unless told otherwise: research/minutes.md 3, "drop .3, shared rho about .4". */
const USUAL: Perturbation = {
  drop: 0.3,
  correlation: 0.4,
  paraphrase: 0.15,
  ownHallucinations: 1,
  contradict: { field: 'owner', likelihood: 0.1 },
  citations: { kind: 'wrong', likelihood: 0.05 },
};
/** How many of the seats fall for what tempts them, together or not at all. */
const TEMPTED = 0.25;

/** One meeting as five seats may have answered about it. */
export interface Run {
  readonly meeting: GoldMeeting;
  readonly number: number;
}

/** `seat` from 0 to 4. */
export type Spoil = (seat: number, usual: Perturbation, run: Run) => Perturbation;
export const asUsual: Spoil = (_seat, usual) => usual;

/** What five seats answer, the same for the same run. */
export function fiveDrafts(run: Run, spoil: Spoil = asUsual): readonly SeatDraft[] {
  const { meeting, number } = run;
  const { transcript, traps, name } = meeting;
  const utteranceIds = transcript.utterances.map(({ id }) => id);
  const speakers = (transcript.speakers ?? []).map((_, index) => `S${index + 1}`);
  return SEATS.map((seat, index) => {
    const drop = (USUAL.drop ?? 0) + (SPREAD[index] ?? 0);
    const shared = { items: traps.map(({ item }) => item), likelihood: TEMPTED };
    const perturbation = spoil(index, { ...USUAL, drop, shared }, run);
    const options = { seed: seedOf(name, number, seat), runSeed: seedOf(name, number), utteranceIds, speakers };
    return seatDraft(seat, perturb(meeting.gold, perturbation, options));
  });
}

export const seatDraft = (seat: string, draft: Draft): SeatDraft => ({
  seat,
  provider: 'double',
  model: `model-of-${seat}`,
  draft,
});

const rules = createCouncilRules();

/** The seats' minutes of the meeting, by the rules of the product. */
export function agreed(meeting: GoldMeeting, drafts: readonly SeatDraft[], order: readonly string[] = SEATS): Minutes {
  const seats = order.map(
    (seat): SeatReport => ({ seat, model: `model-of-${seat}`, state: 'ok', ms: 1_000, costUsd: 0.001 }),
  );
  return rules.agreeOn({ ...factsOf(meeting), transcript: meeting.transcript, mode: 'council', drafts, seats });
}

export const factsOf = ({ name, title, template, language }: GoldMeeting): MeetingFacts => ({
  meetingId: name,
  title,
  startedAtMs: Date.UTC(2026, 10, 30, 9),
  timeZone: 'UTC',
  template,
  language,
  scope: 'eval',
  glossary: [],
  openItems: [],
});

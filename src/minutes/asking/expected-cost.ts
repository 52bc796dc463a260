import type { Transcript } from '../../domain/transcript.ts';
import type { Spend } from '../../ports/ledger.ts';
import { questionTokens } from './call-model.ts';
import type { CouncilRules, MeetingFacts } from './council-rules.ts';
import type { CouncilDesk } from './desk.ts';
import { partSizeOf } from './part-size.ts';
import type { PlannedSeat, SeatPlan } from './seat-plan.ts';
import { CHEAP_AND_FAST } from './seats.ts';

/** What is written whatever was said, and one token more for so many that were; the reservation holds back what it may be at most. */
const LEAST_OUTPUT_TOKENS = 900;
const SAID_PER_OUTPUT_TOKEN = 12;
const USUAL_OUTPUT_TOKENS = 2_000;
/** Wording gets the agreed items with how the seats put them, and gives their texts. */
const WORDING_PROMPT_TOKENS = 700;
const WORDING_PART = 0.8;

/** A meeting as it will be asked about. */
export interface AskedMeeting {
  readonly facts: MeetingFacts;
  readonly transcript: Transcript;
}

/** How long the questions will be, in tokens. */
export interface QuestionSize {
  /** Rules, schema, roster and glossary, in every part. */
  readonly fixedTokens: number;
  /** All lines of the transcript. */
  readonly transcriptTokens: number;
}

type CostDesk = Pick<CouncilDesk, 'ledger' | 'rateLimits' | 'rules'>;

/**
 * What minutes will cost with the seats of a plan, their wording included, in micro-dollars; null when nobody knows the price of one of
 * them.
 */
export async function expectedCost(plan: SeatPlan, meeting: AskedMeeting, desk: CostDesk): Promise<number | null> {
  const size = questionSize(meeting, desk.rules);
  const costs = await Promise.all(plan.asked.map((seat) => seatCost(seat, meeting.facts, size, desk)));
  const sum = costs.reduce((total, cost) => total + cost, wordingCost(plan.asked, meeting.facts, size, desk));
  return Number.isFinite(sum) ? sum : null;
}

export function questionSize({ facts, transcript }: AskedMeeting, rules: CouncilRules): QuestionSize {
  const tokensOf = (utterances: Transcript['utterances']): number => {
    const part = { utterances, speakers: transcript.speakers, number: 1, of: 1 };
    const prompt = rules.draftPrompt(facts, part, '0'.repeat(16));
    return questionTokens({ ...prompt, schema: rules.draftSchema }, rules);
  };
  const fixedTokens = tokensOf([]);
  return { fixedTokens, transcriptTokens: Math.max(0, tokensOf(transcript.utterances) - fixedTokens) };
}

/** Of a draft of the whole meeting, in as many parts as the first candidate needs; infinite when its price is not known. */
export async function seatCost(
  { name, candidates }: PlannedSeat,
  facts: MeetingFacts,
  { fixedTokens, transcriptTokens }: QuestionSize,
  desk: CostDesk,
): Promise<number> {
  const [candidate] = candidates;
  if (!candidate || candidate.provider === 'local') return 0;
  const { partTokens } = await partSizeOf(candidate, desk);
  const parts = Math.max(1, Math.ceil(transcriptTokens / partTokens));
  const outputTokens = parts * usualOutput(transcriptTokens / parts);
  const inputTokens = transcriptTokens + parts * fixedTokens;
  const spend = spendOf({ name, candidates }, facts, { kind: 'minutes', inputTokens, outputTokens });
  return desk.ledger.estimate(spend) ?? Number.POSITIVE_INFINITY;
}

function wordingCost(asked: readonly PlannedSeat[], facts: MeetingFacts, size: QuestionSize, desk: CostDesk): number {
  const seat = CHEAP_AND_FAST.flatMap((name) => asked.find((one) => one.name === name) ?? [])[0];
  if (!seat || seat.candidates[0]?.provider === 'local') return 0;
  const outputTokens = Math.round(WORDING_PART * usualOutput(size.transcriptTokens));
  const inputTokens = WORDING_PROMPT_TOKENS + outputTokens;
  return desk.ledger.estimate(spendOf(seat, facts, { kind: 'wording', inputTokens, outputTokens })) ?? 0;
}

const usualOutput = (saidTokens: number): number =>
  Math.round(Math.min(USUAL_OUTPUT_TOKENS, LEAST_OUTPUT_TOKENS + saidTokens / SAID_PER_OUTPUT_TOKEN));

function spendOf(
  { name, candidates: [candidate] }: PlannedSeat,
  { scope, meetingId }: MeetingFacts,
  { kind, inputTokens, outputTokens }: Pick<Spend, 'kind' | 'inputTokens'> & { readonly outputTokens: number },
): Spend {
  return {
    scope,
    meetingId,
    kind,
    seat: name,
    provider: candidate?.provider ?? '',
    model: candidate?.model ?? '',
    inputTokens,
    maxOutputTokens: outputTokens,
    expectedOutputTokens: outputTokens,
  };
}

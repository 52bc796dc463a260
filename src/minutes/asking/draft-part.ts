import type { Draft } from '../../domain/draft.ts';
import type { Transcript } from '../../domain/transcript.ts';
import { MomError } from '../../errors.ts';
import type { ModelReply } from './call-model.ts';
import { chunkHash, nonceOf } from './chunk-hash.ts';
import type { CouncilRules, MeetingFacts, ParsedDraft, Question, TranscriptPart } from './council-rules.ts';
import { isTooLarge, type SeatCaller } from './seat-caller.ts';

/** What a seat made of a part of the meeting. */
export interface PartDraft {
  readonly draft: Draft;
  readonly provider: string;
  /** The model that answered. */
  readonly model: string;
  /** Something of the answer had to be mended, or a part of it is missing. */
  readonly isRepaired: boolean;
}

/** How the part is asked about. */
export interface DraftDesk {
  readonly rules: CouncilRules;
  readonly facts: MeetingFacts;
  readonly maxOutputTokens: number;
  readonly notAfterMs: number;
}

/** Halving twice makes a quarter: what does not fit then never will. */
const MOST_HALVINGS = 2;
const FEWEST_TO_HALVE = 4;
const LONGEST_FAULT_LIST = 8;

/**
 * A seat's draft of a part. An answer that makes no sense is asked again with its faults, one that was cut is asked again in halves and
 * its beginning kept in case they fail.
 *
 * @throws MomError as SeatCaller.ask; llm_schema when two answers made no sense
 */
export async function draftPart(
  part: TranscriptPart,
  caller: SeatCaller,
  desk: DraftDesk,
  signal: AbortSignal,
  halvings = 0,
): Promise<PartDraft> {
  const question = questionAbout(part, desk);
  const halve = canHalve(part, halvings) ? () => inHalves(part, caller, desk, signal, halvings + 1) : null;
  let reply: ModelReply;
  try {
    reply = await caller.ask({ question, kind: 'minutes', notAfterMs: desk.notAfterMs }, signal);
  } catch (error: unknown) {
    if (!(error instanceof MomError) || !isTooLarge(error) || !halve) throw error;
    return await halve();
  }
  const parsed = desk.rules.parseDraft(reply.answer.text);
  if (reply.answer.end === 'cut' && halve) return await halvesOr(toPartDraft(reply, parsed), halve, signal);
  return toPartDraft(reply, parsed) ?? (await askAgain(question, parsed, caller, desk, signal));
}

function questionAbout(part: TranscriptPart, { rules, facts, maxOutputTokens }: DraftDesk): Question {
  const nonce = nonceOf(
    facts.meetingId,
    chunkHash({ promptVersion: rules.promptVersion, template: facts.template }, part),
  );
  return { ...rules.draftPrompt(facts, part, nonce), schema: rules.draftSchema, maxOutputTokens };
}

function toPartDraft({ answer, candidate }: ModelReply, parsed: ParsedDraft): PartDraft | null {
  if (!parsed.draft) return null;
  const isRepaired = parsed.state !== 'whole' || answer.end === 'cut';
  return { draft: parsed.draft, provider: candidate.provider, model: answer.model, isRepaired };
}

async function askAgain(
  question: Question,
  { faults }: ParsedDraft,
  caller: SeatCaller,
  { rules, notAfterMs }: DraftDesk,
  signal: AbortSignal,
): Promise<PartDraft> {
  const list = faults.slice(0, LONGEST_FAULT_LIST).map((fault) => `- ${fault}`);
  const user = `${question.user}\n\nYour last answer could not be used:\n${list.join('\n')}\nAnswer again, with the JSON alone.`;
  const reply = await caller.ask({ question: { ...question, user }, kind: 'minutes', notAfterMs }, signal);
  const draft = toPartDraft(reply, rules.parseDraft(reply.answer.text));
  if (draft) return { ...draft, isRepaired: true };
  throw new MomError('llm_schema', `${reply.candidate.model} answered twice with nothing that could be used`);
}

const canHalve = ({ utterances }: TranscriptPart, halvings: number): boolean =>
  halvings < MOST_HALVINGS && utterances.length >= FEWEST_TO_HALVE;

async function halvesOr(
  beginning: PartDraft | null,
  halve: () => Promise<PartDraft>,
  signal: AbortSignal,
): Promise<PartDraft> {
  if (!beginning) return await halve();
  try {
    return await halve();
  } catch (error: unknown) {
    // Half of an answer is better than none, also when time is up.
    if (signal.aborted || error instanceof MomError) return beginning;
    throw error;
  }
}

async function inHalves(
  { utterances, speakers, number, of }: TranscriptPart,
  caller: SeatCaller,
  desk: DraftDesk,
  signal: AbortSignal,
  halvings: number,
): Promise<PartDraft> {
  const middle = Math.ceil(utterances.length / 2);
  const halves = [utterances.slice(0, middle), utterances.slice(middle)].map((half) => ({
    utterances: half,
    speakers,
    number,
    of: of === null ? null : Math.max(2, of),
  }));
  const [first, second] = await Promise.all(halves.map((half) => draftPart(half, caller, desk, signal, halvings)));
  if (!first || !second) throw new MomError('internal', 'half of a part is missing');
  return joined([first, second], caller.seat, desk.rules, null);
}

/** One draft of a seat out of those of its parts, under the model that answered most often. */
export function joined(
  parts: readonly PartDraft[],
  seat: string,
  rules: CouncilRules,
  transcript: Transcript | null,
): PartDraft {
  const [first] = parts;
  if (!first) throw new MomError('internal', 'a seat without parts');
  if (parts.length === 1) return first;
  const { provider, model } = mostCommon(parts);
  const { draft } = rules.mergeChunkDrafts(
    parts.map((part) => ({ seat, provider: part.provider, model: part.model, draft: part.draft })),
    transcript,
  );
  return { draft, provider, model, isRepaired: parts.some(({ isRepaired }) => isRepaired) };
}

function mostCommon(parts: readonly PartDraft[]): PartDraft {
  const countOf = ({ model }: PartDraft): number => parts.filter((part) => part.model === model).length;
  return parts.reduce((best, part) => (countOf(part) > countOf(best) ? part : best));
}

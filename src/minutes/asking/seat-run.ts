import type { SeatDraft } from '../../domain/draft.ts';
import type { SeatState } from '../../domain/minutes.ts';
import type { Transcript, Utterance } from '../../domain/transcript.ts';
import { type ErrorCode, type MomError, toMomError } from '../../errors.ts';
import { chunkHash, type PromptKind } from './chunk-hash.ts';
import type { MeetingFacts } from './council-rules.ts';
import { TimeIsUp } from './deadline.ts';
import type { CouncilDesk } from './desk.ts';
import { type DraftCache, partKey } from './draft-cache.ts';
import { draftPart, joined, type PartDraft } from './draft-part.ts';
import { mapBounded } from './map-bounded.ts';
import { partSizeOf } from './part-size.ts';
import { partition } from './partition.ts';
import type { SeatCaller } from './seat-caller.ts';

/** How a seat did. */
export interface SeatResult {
  readonly seat: string;
  /** The model that answered, else the first that was asked. */
  readonly model: string;
  readonly state: SeatState;
  readonly draft: SeatDraft | null;
  readonly ms: number;
  /** Why there is no draft, or why it is not whole. */
  readonly fault: MomError | null;
}

export interface SeatRunOptions {
  readonly facts: MeetingFacts;
  readonly transcript: Transcript;
  readonly cache: DraftCache;
  /** Epoch ms. */
  readonly notAfterMs: number;
}

/** A draft that leaves out more than this of what was said would vote against the rest by silence. */
const LEAST_COVERAGE = 0.8;

const STATES: Readonly<Partial<Record<ErrorCode, SeatState>>> = {
  llm_limited: 'limited',
  llm_retired: 'retired',
  llm_refused: 'refused',
  llm_budget: 'budget',
  llm_schema: 'invalid',
};

interface Outcome {
  readonly draft: PartDraft | null;
  readonly fault: MomError | null;
}

/** A seat's draft of the whole meeting, part by part. Never fails: what went wrong is in the result. */
export async function runSeat(
  caller: SeatCaller,
  options: SeatRunOptions,
  desk: CouncilDesk,
  signal: AbortSignal,
): Promise<SeatResult> {
  const startedAtMs = desk.clock.now();
  const firstModel = caller.next?.model ?? '';
  const { draft, fault } = await draftWhole(caller, options, desk, signal).catch(
    (error: unknown): Outcome => ({ draft: null, fault: toMomError(error) }),
  );
  const { seat } = caller;
  const whole = draft ? { seat, provider: draft.provider, model: draft.model, draft: draft.draft } : null;
  return {
    seat,
    model: draft?.model ?? firstModel,
    state: stateOf(draft, fault),
    draft: whole,
    ms: desk.clock.now() - startedAtMs,
    fault,
  };
}

function stateOf(draft: PartDraft | null, fault: MomError | null): SeatState {
  if (draft) return draft.isRepaired || fault ? 'repaired' : 'ok';
  if (fault instanceof TimeIsUp) return 'late';
  return (fault && STATES[fault.code]) ?? 'error';
}

async function draftWhole(
  caller: SeatCaller,
  options: SeatRunOptions,
  desk: CouncilDesk,
  signal: AbortSignal,
): Promise<Outcome> {
  const { partTokens, maxOutputTokens } = await partSizeOf(caller.next, desk);
  const parts = await partsFor(caller, partTokens, options, desk);
  const { facts, transcript, cache, notAfterMs } = options;
  const draftDesk = { rules: desk.rules, facts, notAfterMs, maxOutputTokens };
  const concurrency = desk.providers.get(caller.next?.provider ?? '')?.concurrency ?? 1;
  const answers = await mapBounded(parts, concurrency, async (utterances, index) => {
    const part = { utterances, speakers: transcript.speakers, number: index + 1, of: parts.length };
    const key = partKey(caller.seat, promptKind(facts, desk.rules), part);
    return await cache.obtain(key, () => draftPart(part, caller, draftDesk, signal), signal);
  });
  return together(parts, answers, (drafts) => joined(drafts, caller.seat, desk.rules, transcript));
}

async function partsFor(
  caller: SeatCaller,
  partTokens: number,
  { facts, transcript: { utterances, speakers }, cache }: SeatRunOptions,
  { rules }: CouncilDesk,
): Promise<readonly (readonly Utterance[])[]> {
  return partition(utterances, await cache.rangesOf(caller.seat), {
    split: (rest) => rules.splitIntoChunks(rest, partTokens),
    hashOf: (part) => chunkHash(promptKind(facts, rules), { utterances: part, speakers }),
  });
}

const promptKind = ({ template }: MeetingFacts, { promptVersion }: CouncilDesk['rules']): PromptKind => ({
  promptVersion,
  template,
});

/** One draft out of the parts that were answered, if they are most of what was said. */
function together(
  parts: readonly (readonly Utterance[])[],
  answers: readonly PromiseSettledResult<PartDraft>[],
  join: (drafts: readonly PartDraft[]) => PartDraft,
): Outcome {
  const sizes = parts.map((part) => part.reduce((sum, { text }) => sum + text.length, 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const drafts = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const answered = sizes.reduce((sum, size, index) => sum + (answers[index]?.status === 'fulfilled' ? size : 0), 0);
  const failed = answers.find((answer) => answer.status === 'rejected');
  const fault = failed ? toMomError(failed.reason) : null;
  if (drafts.length === 0 || answered < total * LEAST_COVERAGE) return { draft: null, fault };
  return { draft: join(drafts), fault };
}

import type { Minutes } from '../../domain/minutes.ts';
import { MomError } from '../../errors.ts';
import type { WordingInput } from './council-rules.ts';
import { withDeadline } from './deadline.ts';
import type { CouncilDesk } from './desk.ts';
import type { SeatCaller } from './seat-caller.ts';

/** One try and one more with the faults of the first. */
const TRIES = 2;
/** Nobody words minutes in less. */
const SHORTEST_MS = 1_000;

/**
 * Minutes in the words of one healthy seat, as far as the guard lets them pass; else in the words that the seats have most in common.
 *
 * @throws an aborted signal's reason
 */
export async function wordMinutes(
  minutes: Minutes,
  input: WordingInput,
  caller: SeatCaller | null,
  desk: CouncilDesk,
  until: { readonly deadlineMs: number; readonly signal: AbortSignal },
): Promise<Minutes> {
  const medoid = desk.rules.wording.medoid(minutes, input);
  if (!caller || until.deadlineMs - desk.clock.now() < SHORTEST_MS) return medoid;
  try {
    const worded = await withDeadline(desk.clock, until.deadlineMs, until.signal, (end) =>
      tryToWord(minutes, input, caller, desk, { deadlineMs: until.deadlineMs, signal: end }),
    );
    return worded ?? medoid;
  } catch (error: unknown) {
    until.signal.throwIfAborted();
    if (!(error instanceof MomError)) throw error;
    desk.log.info(
      { meetingId: input.facts.meetingId, code: error.code, reason: error.message },
      'nobody words minutes',
    );
    return medoid;
  }
}

async function tryToWord(
  minutes: Minutes,
  input: WordingInput,
  caller: SeatCaller,
  { rules, log }: CouncilDesk,
  { deadlineMs, signal }: { readonly deadlineMs: number; readonly signal: AbortSignal },
): Promise<Minutes | null> {
  let faults: readonly string[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const question = rules.wording.request(minutes, input, faults);
    if (!question) return null;
    const { answer } = await caller.ask({ question, kind: 'wording', notAfterMs: deadlineMs }, signal);
    const worded = rules.wording.apply(minutes, answer.text, answer.model, input);
    if (worded.minutes) return worded.minutes;
    faults = worded.faults;
    log.info({ meetingId: input.facts.meetingId, model: answer.model, faults: faults.length }, 'wording was refused');
  }
  return null;
}

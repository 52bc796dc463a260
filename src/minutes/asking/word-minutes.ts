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

/** Seats that are tried when one does not answer at all. */
const MOST_SEATS = 2;

/**
 * Minutes in the words of one healthy seat, as far as the guard lets them pass; else in the words that the seats have most in common.
 * `callers`: the one that is to word them first.
 *
 * @throws an aborted signal's reason
 */
export async function wordMinutes(
  minutes: Minutes,
  input: WordingInput,
  callers: readonly SeatCaller[],
  desk: CouncilDesk,
  { deadlineMs, signal }: WordingTime,
): Promise<Minutes> {
  for (const caller of callers.slice(0, MOST_SEATS)) {
    if (deadlineMs - desk.clock.now() < SHORTEST_MS) break;
    try {
      const worded = await withDeadline(desk.clock, deadlineMs, signal, (end) =>
        tryToWord(minutes, input, caller, desk, { deadlineMs, signal: end }),
      );
      return worded ?? desk.rules.wording.medoid(minutes, input);
    } catch (error: unknown) {
      signal.throwIfAborted();
      if (!(error instanceof MomError)) throw error;
      const { code, message: reason } = error;
      desk.log.info(
        { meetingId: input.facts.meetingId, seat: caller.seat, code, reason },
        'seat does not word minutes',
      );
    }
  }
  return desk.rules.wording.medoid(minutes, input);
}

interface WordingTime {
  /** Epoch ms. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

async function tryToWord(
  minutes: Minutes,
  input: WordingInput,
  caller: SeatCaller,
  { rules, log }: CouncilDesk,
  { deadlineMs, signal }: WordingTime,
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

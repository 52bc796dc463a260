import { MomError } from '../../errors.ts';
import { callModel, type ModelCall, type ModelReply } from './call-model.ts';
import type { CouncilDesk } from './desk.ts';

/** Failures of the network are over in a moment or not at all. */
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 1_000;
/** For a provider that says "too many" and not for how long. */
const USUAL_REST_MS = 5_000;
/** Below this nobody has answered yet, so waiting for a turn is of no use. */
const SHORTEST_ANSWER_MS = 1_500;
const TRIES_WHEN_LIMITED = 3;
const TRIES_WHEN_FAILED = 2;

/**
 * Asks a candidate, once more after a failure of the moment, and again after the wait that a 429 asks for if there is time for it.
 *
 * @throws MomError of the last try; an aborted signal's reason
 */
export async function askCandidate(call: ModelCall, desk: CouncilDesk, signal: AbortSignal): Promise<ModelReply> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await callModel(call, desk, signal);
    } catch (error: unknown) {
      signal.throwIfAborted();
      const pauseMs = error instanceof MomError ? pauseBefore(error, tries, desk.random()) : null;
      if (pauseMs === null || desk.clock.now() + pauseMs + SHORTEST_ANSWER_MS > call.notAfterMs) throw error;
      desk.log.debug({ seat: call.seat, model: call.candidate.model, err: error, pauseMs }, 'asking again');
      await desk.clock.delay(pauseMs, signal);
    }
  }
}

/** How long to wait before the next try; null when there is none. `random` is 0..1. */
function pauseBefore(error: MomError, tries: number, random: number): number | null {
  if (!error.retryable) return null;
  if (error.code === 'llm_limited') return tries < TRIES_WHEN_LIMITED ? (error.retryAfterMs ?? USUAL_REST_MS) : null;
  if (error.code !== 'llm_unavailable' || tries >= TRIES_WHEN_FAILED) return null;
  return SHORTEST_PAUSE_MS + random * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS);
}

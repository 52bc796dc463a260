import type { VoiceSession } from '../../ports/voice-capture.ts';
import type { CallBoard } from './call-board.ts';
import type { LiveDesk } from './live-desk.ts';

export interface CallClockOptions {
  readonly board: CallBoard;
  readonly desk: Pick<LiveDesk, 'clock' | 'timings'>;
  /** Null while it is not in the call. */
  readonly session: () => VoiceSession | null;
  readonly onTick: () => void;
  readonly signal: AbortSignal;
}

/** Counts now and then; resolves when the longest time of a meeting is over. @throws the signal's reason */
export async function watchCallClock({ board, desk, session, onTick, signal }: CallClockOptions): Promise<void> {
  const { clock, timings } = desk;
  while (clock.now() - board.setup.record.startedAtMs < timings.maxMeetingMs) {
    await clock.delay(timings.tickMs, signal);
    const now = session();
    if (now) await board.tick(now, signal);
    onTick();
  }
}

/** False when the signal came before the time was over. */
export async function isOverAfter(
  ms: number,
  { clock }: Pick<LiveDesk, 'clock'>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await clock.delay(ms, signal);
    return true;
  } catch (reason: unknown) {
    if (signal.aborted) return false;
    throw reason;
  }
}

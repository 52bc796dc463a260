import type { Asker } from '../../ports/live-meetings.ts';
import type { VoiceSession } from '../../ports/voice-capture.ts';
import type { CallBoard } from './call-board.ts';
import type { CallEnd } from './call-state.ts';
import type { LiveDesk } from './live-desk.ts';
import { activities } from './notices.ts';

/** A call at a moment in which it is recorded. */
export interface CallInSession {
  readonly session: VoiceSession;
  readonly board: CallBoard;
  readonly isPaused: boolean;
  readonly setPaused: (isPaused: boolean) => void;
}

/** Off the record for everybody. */
export async function pauseCall({ session, board, isPaused, setPaused }: CallInSession, userId: string): Promise<void> {
  if (isPaused) return;
  await session.pause(null);
  setPaused(true);
  board.panel.note(activities.paused(board.roster.nameOf(userId)));
}

export async function resumeCall(
  { session, board, isPaused, setPaused }: CallInSession,
  userId: string,
): Promise<void> {
  if (!isPaused) return;
  await session.resume(null);
  setPaused(false);
  board.panel.note(activities.resumed(board.roster.nameOf(userId)));
}

/**
 * Takes back what was said in the `ms` before `nowMs` (epoch): what is on its way to captions first, then what was made of them, then
 * captions, then sound.
 *
 * @throws MomError journal_failed, disk_full: the words are gone then, the sound is when the journal is opened next
 */
export async function eraseLastOf({ session, board }: CallInSession, ms: number, nowMs: number): Promise<number> {
  const fromMs = Math.max(board.captions.zeroMs, nowMs - ms);
  await board.stopListening();
  board.draft.forget();
  try {
    await board.removeCaptions(fromMs);
    await board.ahead.forgetAfter(fromMs - board.captions.zeroMs);
    await session.erase({ kind: 'range', fromMs, toMs: nowMs });
  } finally {
    board.listen(() => nowMs);
  }
  board.panel.note(activities.erased(nowMs - fromMs));
  return nowMs - fromMs;
}

/** Into the journal, among the captions, and so into the transcript and the minutes. */
export async function noteInCall({ session, board }: CallInSession, by: Asker, text: string): Promise<void> {
  const { userId, name } = by;
  await session.note({ userId, name, text });
  await board.captions.write(by, `Note: ${text}`);
  board.panel.note(activities.note(name));
}

export async function excludeInCall(
  { session, board }: CallInSession,
  userId: string,
  isExcluded: boolean,
): Promise<void> {
  if (isExcluded === board.roster.isExcluded(userId)) return;
  if (isExcluded) await session.exclude(userId);
  else await session.include(userId);
  board.roster.setExcluded(userId, isExcluded);
  const name = board.roster.nameOf(userId);
  board.panel.note(isExcluded ? activities.optedOut(name) : activities.optedIn(name));
}

/** Signs at a channel can only be taken down from inside; a platform that is away is not waited for. */
const SIGNS_MS = 1_000;

/**
 * Out of the channel, everything on the disk and captioned; the signs of the recording are down before. Whatever goes wrong, the call is
 * left: the journal is what it is.
 */
export async function leaveCall(
  session: VoiceSession,
  board: CallBoard,
  reason: CallEnd,
  { log, timings, thread }: Pick<LiveDesk, 'log' | 'timings' | 'thread'>,
): Promise<void> {
  await thread.flushSigns(SIGNS_MS);
  try {
    await board.count(session);
    await session.leave(reason);
    await session[Symbol.asyncDispose]();
  } catch (error: unknown) {
    log.error({ err: error, meetingId: board.started.meetingId }, 'a call could not be left in order');
  }
  await Promise.all([board.ahead.stop(), board.draft.stop()]);
  board.captions.wake();
  await board.captions.finish(timings.captionGraceMs);
}

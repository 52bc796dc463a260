import { MomError } from '../errors.ts';
import { correctMinutes } from '../minutes/index.ts';
import type { Correction } from '../ports/glossary-store.ts';
import type { MeetingResult } from '../ports/meeting-store.ts';
import { applyCorrection, checkCorrection, correctTranscript } from '../transcription/index.ts';
import { correctionNotices } from './correction-notices.ts';
import type { MeetingBase } from './meeting-run.ts';

export interface Lesson {
  /** Whose glossary learns: guild or workspace id, "local". */
  readonly scope: string;
  readonly correction: Correction;
  /** The meeting to put right as well; null when there is none yet. */
  readonly meetingId: string | null;
}

export interface Learned {
  readonly correction: Correction;
  /** How many times the wrong form stood in the transcript. */
  readonly count: number;
}

type Desk = Pick<MeetingBase, 'store' | 'glossary'>;

/**
 * Puts a finished meeting right and remembers the correction for the meetings and prompts to come. What was heard stays in the chunks.
 * Doing it again changes nothing, so a call that was interrupted is simply repeated.
 *
 * @throws MomError usage (a number would change, no words, too long); meeting_unknown, also for a meeting of another scope; meeting_busy
 */
export async function learnCorrection({ scope, meetingId, ...lesson }: Lesson, desk: Desk): Promise<Learned> {
  const correction = checkCorrection(lesson.correction);
  const result = meetingId === null ? null : await resultOf(meetingId, scope, desk);
  await remember(scope, correction, desk);
  if (meetingId === null || !result) return { correction, count: 0 };
  const { result: corrected, count } = correctResult(result, correction);
  if (corrected) await desk.store.saveResult(meetingId, corrected);
  return { correction, count };
}

/** Who takes a correction back must not have the two undo each other for ever. */
async function remember(scope: string, correction: Correction, { glossary }: Desk): Promise<void> {
  const opposite = (await glossary.corrections(scope)).find(
    ({ from, to }) => isSame(from, correction.to) && isSame(to, correction.from),
  );
  if (opposite) await glossary.removeCorrection(scope, opposite.from);
  await glossary.addCorrection(scope, correction);
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

async function resultOf(meetingId: string, scope: string, { store }: Desk): Promise<MeetingResult> {
  const meeting = await store.findMeeting(meetingId);
  if (meeting?.settings.scope !== scope) throw new MomError('meeting_unknown', `There is no meeting ${meetingId}.`);
  const result = await store.findResult(meetingId);
  if (!result) throw new MomError('meeting_busy', `Meeting ${meetingId} has no minutes yet.`);
  return result;
}

/** Null where nothing changed. */
function correctResult(result: MeetingResult, correction: Correction): { result: MeetingResult | null; count: number } {
  const { transcript, applied } = correctTranscript(result.transcript, [correction]);
  let inMinutes = 0;
  const minutes = correctMinutes(result.minutes, (text) => {
    const corrected = applyCorrection(text, correction);
    inMinutes += corrected.count;
    return corrected.text;
  });
  const count = applied[0]?.count ?? 0;
  if (count + inMinutes === 0) return { result: null, count };
  const notices = [...minutes.notices, ...correctionNotices(applied)];
  return { result: { transcript, minutes: { ...minutes, notices } }, count };
}

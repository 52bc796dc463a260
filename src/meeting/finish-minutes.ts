import type { Minutes } from '../domain/minutes.ts';
import type { Transcript } from '../domain/transcript.ts';
import { applyEdits } from '../minutes/index.ts';
import type { MeetingResult } from '../ports/meeting-store.ts';
import { correctTranscript } from '../transcription/index.ts';
import { correctionNotices } from './correction-notices.ts';
import type { MeetingBase, MinutesInput } from './meeting-run.ts';

export type FinishDesk = Pick<MeetingBase, 'glossary' | 'writeMinutes'>;

/**
 * Minutes of what was heard: first what people corrected earlier, then the minutes, then the words that the seats agreed were misheard. Minutes say what
 * was changed, so nothing of it is silent. `onLate` hears of a better result that seats which were late brought about, made in the same way.
 *
 * @throws MomError store_failed; an aborted signal's reason
 */
export async function finishMinutes(
  heard: Transcript,
  about: Omit<MinutesInput, 'transcript' | 'onLate'>,
  { glossary, writeMinutes }: FinishDesk,
  signal: AbortSignal,
  onLate?: (better: MeetingResult) => void,
): Promise<MeetingResult> {
  const corrections = (await glossary.corrections(about.settings.scope)).toReversed();
  const { transcript, applied } = correctTranscript(heard, corrections);
  const finished = (minutes: Minutes): MeetingResult => ({
    transcript: applyEdits(transcript, minutes.edits),
    minutes: { ...minutes, notices: [...minutes.notices, ...correctionNotices(applied)] },
  });
  const late = onLate && { onLate: (minutes: Minutes) => onLate(finished(minutes)) };
  return finished(await writeMinutes({ ...about, transcript, ...late }, signal));
}

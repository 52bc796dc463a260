import type { Transcript } from '../domain/transcript.ts';
import { applyEdits } from '../minutes/index.ts';
import type { MeetingResult } from '../ports/meeting-store.ts';
import { correctTranscript } from '../transcription/index.ts';
import { correctionNotices } from './correction-notices.ts';
import type { MeetingBase, MinutesInput } from './meeting-run.ts';

export type FinishDesk = Pick<MeetingBase, 'glossary' | 'writeMinutes'>;

/**
 * Minutes of what was heard: first what people corrected earlier, then the minutes, then the words that the seats agreed were misheard. Minutes say what
 * was changed, so nothing of it is silent.
 *
 * @throws MomError store_failed; an aborted signal's reason
 */
export async function finishMinutes(
  heard: Transcript,
  about: Omit<MinutesInput, 'transcript'>,
  { glossary, writeMinutes }: FinishDesk,
  signal: AbortSignal,
): Promise<MeetingResult> {
  const corrections = (await glossary.corrections(about.settings.scope)).toReversed();
  const { transcript, applied } = correctTranscript(heard, corrections);
  const minutes = await writeMinutes({ ...about, transcript }, signal);
  const notices = [...minutes.notices, ...correctionNotices(applied)];
  return { transcript: applyEdits(transcript, minutes.edits), minutes: { ...minutes, notices } };
}

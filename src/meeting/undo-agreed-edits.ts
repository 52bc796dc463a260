import type { TranscriptEdit } from '../domain/minutes.ts';
import type { Transcript } from '../domain/transcript.ts';
import { MomError } from '../errors.ts';
import { applyEdits, undoEdits } from '../minutes/index.ts';
import type { Correction } from '../ports/glossary-store.ts';
import { correctTranscript } from '../transcription/index.ts';
import type { MeetingBase } from './meeting-run.ts';

export interface UndoRequest {
  readonly meetingId: string;
  /** Places in `minutes.edits`, counted from 1. */
  readonly numbers: readonly number[] | 'all';
}

/**
 * Takes back words that the seats agreed were misheard: the transcript tells again what was heard, with what people themselves corrected.
 * The edits stay in the minutes, marked, so that nobody makes them anew. Gives those that were taken back now; doing it again changes
 * nothing.
 *
 * @throws MomError usage (there is no such edit), meeting_unknown, meeting_busy, store_failed
 */
export async function undoAgreedEdits(
  { meetingId, numbers }: UndoRequest,
  { store, glossary }: Pick<MeetingBase, 'store' | 'glossary'>,
): Promise<readonly TranscriptEdit[]> {
  const meeting = await store.findMeeting(meetingId);
  if (!meeting) throw new MomError('meeting_unknown', `There is no meeting ${meetingId}.`);
  const result = await store.findResult(meetingId);
  if (!result) throw new MomError('meeting_busy', `Meeting ${meetingId} has no minutes yet.`);
  const { edits } = result.minutes;
  const chosen = chosenOf(edits, numbers).filter(({ isUndone }) => !isUndone);
  if (chosen.length === 0) return [];
  const marked = edits.map((edit) => (chosen.includes(edit) ? { ...edit, isUndone: true as const } : edit));
  const corrections = (await glossary.corrections(meeting.settings.scope)).toReversed();
  const touched = new Set(chosen.map(({ utteranceId }) => utteranceId));
  const transcript = heardAgain(result.transcript, touched, marked, corrections);
  await store.saveResult(meetingId, { transcript, minutes: { ...result.minutes, edits: marked } });
  return chosen;
}

function chosenOf(edits: readonly TranscriptEdit[], numbers: UndoRequest['numbers']): readonly TranscriptEdit[] {
  if (numbers === 'all') return edits;
  return numbers.map((number) => {
    const edit = edits[number - 1];
    if (edit) return edit;
    throw new MomError('usage', `There is no corrected word ${number}; the meeting has ${edits.length}.`);
  });
}

/** The touched utterances made once more from what was heard: the edits that are left, then what people corrected. */
function heardAgain(
  transcript: Transcript,
  touched: ReadonlySet<string>,
  edits: readonly TranscriptEdit[],
  corrections: readonly Correction[],
): Transcript {
  const theirs = transcript.utterances.filter(({ id }) => touched.has(id));
  const edited = applyEdits(undoEdits({ ...transcript, utterances: theirs }), edits);
  const corrected = correctTranscript(edited, corrections).transcript.utterances;
  const anew = new Map(corrected.map((utterance) => [utterance.id, utterance]));
  return { ...transcript, utterances: transcript.utterances.map((utterance) => anew.get(utterance.id) ?? utterance) };
}

import type { Minutes } from '../../domain/minutes.ts';
import { isAbort } from '../../errors.ts';
import { countClaims, editsAnew, pruneMinutes } from '../../minutes/index.ts';
import type { MeetingResult } from '../../ports/meeting-store.ts';
import type { ForgetDesk } from './forget-desk.ts';
import { type WithoutSpeaker, withoutSpeaker } from './without-speaker.ts';

type Desk = Pick<ForgetDesk, 'store' | 'writeMinutes' | 'log'>;

export interface RewrittenMeeting {
  readonly utterances: number;
  readonly claims: number;
}

const PRUNED =
  "Somebody's words were removed from this meeting and no new minutes could be written, so parts are missing.";

/**
 * Takes a speaker out of everything that is stored about a meeting and writes its minutes anew from what is left. Changes nothing where
 * there is nothing of the speaker.
 *
 * @throws MomError meeting_unknown, store_failed; an aborted signal's reason
 */
export async function rewriteWithout(
  meetingId: string,
  speaker: string,
  desk: Desk,
  signal: AbortSignal,
): Promise<RewrittenMeeting> {
  const { store } = desk;
  const meeting = await store.findMeeting(meetingId);
  if (!meeting) return { utterances: 0, claims: 0 };
  const old = await store.findResult(meetingId);
  const [chunks, captions] = [await store.listChunks(meetingId), await store.listCaptions(meetingId)];
  const left = withoutSpeaker({ meeting, chunks, captions, transcript: old?.transcript ?? null }, speaker);
  const isLess = left.meeting.tracks.length < meeting.tracks.length || left.captions.length < captions.length;
  if (!isLess && left.forgotten.size === 0) return { utterances: 0, claims: 0 };
  const result = old && (await resultOf(left, old, desk, signal));
  await store.rewriteMeeting(left.meeting, { chunks: left.chunks, captions: left.captions, result });
  return { utterances: left.forgotten.size, claims: old ? countClaims(old.minutes, left.forgotten) : 0 };
}

async function resultOf(
  { meeting, transcript }: WithoutSpeaker,
  old: MeetingResult,
  { writeMinutes, log }: Desk,
  signal: AbortSignal,
): Promise<MeetingResult | null> {
  if (!transcript) return null;
  const { id: meetingId, title, startedAtMs, settings } = meeting;
  const input = { meetingId, title, startedAtMs, settings, transcript };
  const minutes = await writeMinutes(input, signal).catch((error: unknown): Minutes => {
    signal.throwIfAborted();
    if (isAbort(error)) throw error;
    log.warn({ err: error, meetingId }, 'minutes could not be written anew, the old ones are cut down');
    return { ...pruneMinutes(old.minutes, transcript, PRUNED), title };
  });
  const { edits, ...anew } = editsAnew(transcript, old.minutes.edits, minutes.edits);
  return { ...anew, minutes: { ...minutes, edits } };
}

import type { Meeting } from '../../domain/meeting.ts';
import type { CaptureReceipt } from '../../domain/receipt.ts';
import { toMomError } from '../../errors.ts';
import type { LiveMeetingRecord, LiveMeetingState } from '../../ports/live-meeting-store.ts';
import type { MeetingResult } from '../../ports/meeting-store.ts';
import type { PanelState } from '../../ports/meeting-thread.ts';
import type { MeetingOutcome } from '../meeting-service.ts';
import { CallPanel, emptyReceipt } from './call-panel.ts';
import { heardMembers } from './heard-members.ts';
import type { LiveDesk } from './live-desk.ts';
import { factsOfCall, minutesPostOf, retryOptions } from './minutes-post.ts';
import { activities, notices } from './notices.ts';
import { openThread, placeOf } from './open-thread.ts';
import { retry } from './retry.ts';

/** After so many tries an engine that is away is left alone until the next start. */
const RUN_TRIES = 4;
/** Everything posted should stand there by then; what does not is brought by the next start. */
const FLUSH_MS = 10_000;

/** A meeting on its way to its minutes. */
interface Writing {
  readonly record: LiveMeetingRecord;
  readonly meeting: Meeting;
  readonly receipt: CaptureReceipt | null;
  readonly panel: CallPanel;
  readonly captions: number;
  readonly onLate: OnLate;
}

/** Hears of a better result than the one that this run wrote. */
type OnLate = (better: MeetingResult) => void;

/** How it ended, and what the panel then says. */
interface Ending {
  readonly state: Extract<LiveMeetingState, 'done' | 'failed' | 'processing'>;
  readonly panel: PanelState;
  readonly activity: string;
  /** Posted once. */
  readonly notice: { readonly key: string; readonly text: string } | null;
  /** What is posted. */
  readonly result: MeetingResult | null;
}

/**
 * Takes a meeting whose call is over to its minutes and posts them. May be repeated from the start at any time: what was done is found
 * done, what was posted stands there. A fault ends it for now and is told; the record says whether the next start tries again. Gives what
 * is posted now, null without minutes; `onLate` may hear of better ones before or after that.
 *
 * @throws MomError store_failed; the signal's reason
 */
export async function finishMeeting(
  meetingId: string,
  desk: LiveDesk,
  signal: AbortSignal,
  onLate: OnLate,
): Promise<MeetingResult | null> {
  await noteEnd(meetingId, desk);
  const record = await withThread(meetingId, desk, signal);
  if (!record || isOver(record)) return null;
  const writing = { ...(await begin(record, desk, signal)), onLate };
  show(writing, 'writing', activities.writing);
  const ending = await write(writing, desk, signal);
  if (!(await desk.liveMeetings.find(meetingId))) return null; // it was forgotten meanwhile
  if (ending.notice) await desk.seatsRead.forget(meetingId); // there are no minutes to read for
  await tell(record, ending, desk);
  show(writing, ending.panel, ending.activity);
  // First what people see: whoever dies before the record says so begins again, and finds most of it done.
  if (record.thread) await desk.thread.flush(meetingId, FLUSH_MS);
  const now = await desk.liveMeetings.find(meetingId);
  if (!now) return null; // it was forgotten meanwhile
  await desk.liveMeetings.save({ ...now, state: ending.state });
  if (ending.state !== 'processing') await tellEnded(meetingId, desk);
  return ending.result;
}

const isOver = ({ state }: LiveMeetingRecord): boolean => state === 'done' || state === 'failed';

/** The meeting is done whatever becomes of that, and is not to be done again. */
async function tellEnded(meetingId: string, { onEnded, log }: LiveDesk): Promise<void> {
  try {
    await onEnded(meetingId);
  } catch (error: unknown) {
    log.error({ err: error, meetingId }, 'what follows the end of a meeting has to wait for the next start');
  }
}

/** The end of a call may have found no room on the disk; whoever starts again from here must not go on with the call. */
async function noteEnd(meetingId: string, { liveMeetings }: LiveDesk): Promise<void> {
  const record = await liveMeetings.find(meetingId);
  if (record?.state === 'recording') await liveMeetings.save({ ...record, state: 'processing' });
}

/** Null when the meeting was forgotten. A place for the minutes is waited for as long as it takes. */
async function withThread(meetingId: string, desk: LiveDesk, signal: AbortSignal): Promise<LiveMeetingRecord | null> {
  const record = await desk.liveMeetings.find(meetingId);
  if (!record || record.thread) return record;
  const { title } = await desk.meetings.find(meetingId);
  const place = placeOf(await desk.guilds.settings(record.guildId), record.textChannelId, record.voiceChannelId);
  try {
    const thread = await retry(() => openThread(record, title, place, desk, signal), retryOptions(desk, signal));
    await desk.liveMeetings.save({ ...record, thread });
    return { ...record, thread };
  } catch (error: unknown) {
    signal.throwIfAborted();
    desk.log.warn({ err: error, meetingId }, 'there is no thread for the minutes');
    return record;
  }
}

async function begin(record: LiveMeetingRecord, desk: LiveDesk, signal: AbortSignal): Promise<Omit<Writing, 'onLate'>> {
  const { meetingId } = record;
  const captions = await desk.store.listCaptions(meetingId);
  const facts = await factsOfCall(record, desk, signal);
  const recordings = await heardMembers(record, facts, desk);
  const isHeard = recordings.length > 0 || (await desk.store.listCaptions(meetingId)).length > 0;
  if (isHeard) await desk.meetings.attachTracks(meetingId, recordings, signal);
  const panel = new CallPanel(desk.thread, desk.clock);
  return {
    record,
    meeting: await desk.meetings.find(meetingId),
    receipt: facts?.receipt ?? null,
    panel,
    captions: captions.length,
  };
}

async function write(writing: Writing, desk: LiveDesk, signal: AbortSignal): Promise<Ending> {
  const { meeting, onLate } = writing;
  if (meeting.state === 'recording') {
    await desk.store.setState(meeting.id, 'failed', 'recording_no_audio');
    return nothing(notices.nobodyHeard);
  }
  try {
    const run = () => desk.meetings.run(meeting.id, () => desk.openPorts(meeting.settings), { signal, onLate });
    const outcome = await retry(run, { ...retryOptions(desk, signal), tries: RUN_TRIES });
    if (outcome.transcript.utterances.length === 0) return nothing(notices.nothingUnderstood);
    await post(writing, outcome, desk, signal);
    return { state: 'done', panel: 'done', activity: activities.done, notice: null, result: outcome };
  } catch (error: unknown) {
    signal.throwIfAborted();
    return await faultOf(error, meeting.id, desk);
  }
}

const nothing = (text: string): Ending => ({
  state: 'done',
  panel: 'done',
  activity: activities.nothing,
  notice: { key: 'nothing', text },
  result: null,
});

async function faultOf(error: unknown, meetingId: string, desk: LiveDesk): Promise<Ending> {
  const { sentence } = toMomError(error);
  desk.log.error({ err: error, meetingId }, 'minutes could not be written');
  const isLost = (await desk.meetings.find(meetingId)).state === 'failed';
  const text = isLost ? notices.failed(sentence) : notices.notWritten(sentence);
  const state = isLost ? 'failed' : 'processing';
  return {
    state,
    panel: 'failed',
    activity: activities.failed,
    notice: { key: `minutes-${state}`, text },
    result: null,
  };
}

/** Whoever may not post any more leaves the minutes to the commands; whoever can't tries until it works. */
async function post(writing: Writing, outcome: MeetingOutcome, desk: LiveDesk, signal: AbortSignal): Promise<void> {
  const { record, receipt } = writing;
  const { thread, meetingId } = record;
  if (!thread || !(await desk.liveMeetings.find(meetingId))) return;
  const minutes = await minutesPostOf(outcome, receipt, desk);
  try {
    const send = () => desk.thread.postMinutes(meetingId, thread, minutes, signal);
    await retry(send, retryOptions(desk, signal));
  } catch (error: unknown) {
    signal.throwIfAborted();
    desk.log.warn({ err: error, meetingId }, 'minutes can not be posted');
  }
}

async function tell({ meetingId, thread }: LiveMeetingRecord, { notice }: Ending, desk: LiveDesk): Promise<void> {
  if (!thread || !notice) return;
  await desk.thread.notify(meetingId, thread, notice.key, notice.text).catch((error: unknown) => {
    desk.log.warn({ err: error, meetingId }, 'notice could not be posted');
  });
}

function show({ record, meeting, receipt, panel, captions }: Writing, state: PanelState, activity: string): void {
  panel.note(activity);
  panel.show(record.thread, state, {
    ...{ meetingId: meeting.id, title: meeting.title, startedAtMs: record.startedAtMs, captions },
    voiceChannelId: record.callChannelId,
    startedBy: record.startedBy === null ? null : (nameIn(receipt, record.startedBy) ?? null),
    recorded: [],
    optedOut: [],
    receipt: receipt ?? emptyReceipt,
    privacyCode: null,
  });
}

const nameIn = (receipt: CaptureReceipt | null, userId: string): string | undefined =>
  receipt?.members.find((member) => member.userId === userId)?.name;

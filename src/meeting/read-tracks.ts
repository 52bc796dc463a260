import type { MeetingTrack, TrackResult, Warning } from '../domain/meeting.ts';
import { MomError, toMomError } from '../errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { MeetingRun } from './meeting-run.ts';
import { faultWarning, processTrack } from './process-track.ts';
import { isLastingTrackFault, isPassingTrackFault } from './track-fault.ts';

/** Enough to keep the engine busy while one is decoded. */
const TRACKS_AT_ONCE = 2;
/** A decoder that died is started again; the chunks that it gave are there already. */
const DECODE_ATTEMPTS = 3;

interface BrokenTrack {
  readonly track: MeetingTrack;
  readonly fault: MomError;
}

/**
 * Reads every track that has no result yet. One that can't be read does not take the others with it: it is written off with a warning,
 * unless it may be right again later or unless there is no other. Where people read live captions, those stand in for what is lost.
 *
 * @throws MomError, where there were no captions, the first passing fault; the first lasting one when no track is good; every failure that is not a track's own
 */
export async function readTracks(run: MeetingRun): Promise<void> {
  const queue = run.meeting.tracks.filter((track) => track.result === null);
  const broken: BrokenTrack[] = [];
  const readNext = async (): Promise<void> => {
    for (let track = queue.shift(); track; track = queue.shift()) {
      const fault = await readTrack(track, run);
      if (fault) broken.push({ track, fault });
    }
  };
  await Promise.allSettled(
    Array.from({ length: TRACKS_AT_ONCE }, () => readNext().catch((error: unknown) => run.stop(error))),
  );
  run.throwIfStopped();
  await writeOff(broken, run);
}

async function writeOff(broken: readonly BrokenTrack[], run: MeetingRun): Promise<void> {
  const captioned = new Set(run.captions.map((caption) => caption.trackId));
  if (run.meeting.tracks.every(({ id }) => !captioned.has(id))) refuseLoss(broken, run);
  for (const { track, fault } of broken) {
    const warnings = [faultWarning(fault), ...(captioned.has(track.id) ? [CAPTIONS_KEPT] : [])];
    await finish(track, run, { durationMs: 0, speechMs: 0, warnings });
  }
}

/** Without live captions nothing stands in for what can't be read. */
function refuseLoss(broken: readonly BrokenTrack[], run: MeetingRun): void {
  const [first] = broken;
  const passing = broken.find(({ fault }) => isPassingTrackFault(fault));
  if (passing) throw passing.fault;
  if (first && broken.length === run.meeting.tracks.length) throw first.fault;
}

const CAPTIONS_KEPT: Warning = {
  code: 'captions_kept',
  text: 'This track could not be heard again after the meeting: its live captions stand in the transcript as they were shown.',
};

/** Gives the fault when it is the track's own. */
async function readTrack(track: MeetingTrack, run: MeetingRun): Promise<MomError | null> {
  try {
    if (!run.isFresh) await checkUnchanged(track, run);
    await finish(track, run, await readPatiently(track, run));
    return null;
  } catch (error: unknown) {
    if (run.signal.aborted || !(isLastingTrackFault(error) || isPassingTrackFault(error))) throw error;
    return error;
  }
}

async function finish(track: MeetingTrack, run: MeetingRun, result: TrackResult): Promise<void> {
  await run.ports.store.finishTrack(run.meeting.id, track.id, result);
  run.tell({ type: 'track-end', trackId: track.id });
}

/** The file was good when the meeting began: whatever is wrong with it now came later, and may be put right. */
async function checkUnchanged({ path, fingerprint }: MeetingTrack, run: MeetingRun): Promise<void> {
  const found = await fingerprintOf(path, run.ports.limits.maxBytes, run.signal).catch((error: unknown) => {
    if (isLastingTrackFault(error)) return null;
    throw error;
  });
  if (found?.sha256 !== fingerprint.sha256) {
    throw new MomError('recording_changed', 'the file has changed', { file: path });
  }
}

async function readPatiently(track: MeetingTrack, run: MeetingRun): Promise<TrackResult> {
  for (let attempt = 1; ; attempt++) {
    const isLastAttempt = attempt === DECODE_ATTEMPTS;
    try {
      return await processTrack(track, run, isLastAttempt);
    } catch (error: unknown) {
      if (isLastAttempt || run.signal.aborted || toMomError(error).code !== 'decoder_crashed') throw error;
      run.ports.log.warn({ meetingId: run.meeting.id, attempt }, 'decoder died, reading the track again');
      await run.drain(); // what is under way would be done twice
    }
  }
}

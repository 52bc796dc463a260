import type { App } from '../app.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { MeetingOutcome, MeetingPorts } from '../meeting/index.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { createProgress } from './progress.ts';

export interface RunMeetingOptions {
  readonly threads?: number;
  /** What happens with the engine before the recordings are processed. */
  readonly before?: (ports: MeetingPorts) => Promise<void>;
}

/** Runs a meeting to its end with progress on stderr. An interrupted one is not lost: the person reads how to go on. */
export async function runMeeting(
  app: App,
  io: CliIo,
  meeting: Meeting,
  options: RunMeetingOptions = {},
): Promise<MeetingOutcome> {
  try {
    return await runWithProgress(app, io, meeting, options);
  } catch (error: unknown) {
    const state = (await app.store.findMeeting(meeting.id))?.state;
    const canGoOn = state === 'transcribing' || state === 'transcribed';
    if (canGoOn && app.isLasting)
      writeLine(io.stderr, `The meeting is kept; go on with: mom minutes --resume ${meeting.id}`);
    throw error;
  }
}

async function runWithProgress(
  app: App,
  io: CliIo,
  meeting: Meeting,
  options: RunMeetingOptions,
): Promise<MeetingOutcome> {
  using progress = createProgress(io);
  const { model: liveModel, finalModel: model = liveModel } = meeting.settings;
  const live = options.before ? { liveModel } : {};
  const threads = options.threads ? { threads: options.threads } : {};
  const openPorts = () =>
    app.openPorts({ model, ...live, onDownload: progress.onDownload, signal: io.signal, ...threads });
  if (options.before) await options.before(await openPorts());
  return await app.meetings.run(meeting.id, openPorts, { signal: io.signal, onEvent: progress.onEvent });
}

import type { App } from '../app.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { MeetingListener, MeetingOutcome, Pacing } from '../meeting/index.ts';
import type { CliIo } from './cli-io.ts';
import { createProgress } from './progress.ts';

export interface RunMeetingOptions {
  readonly threads?: number;
  /** Takes the place of the progress bars. */
  readonly onEvent?: MeetingListener;
  readonly pacing?: Pacing;
}

/** Runs a meeting to its end with progress on stderr. */
export async function runMeeting(
  app: App,
  io: CliIo,
  meeting: Meeting,
  options: RunMeetingOptions = {},
): Promise<MeetingOutcome> {
  using progress = createProgress(io);
  const openPorts = () =>
    app.openPorts({
      model: meeting.settings.model,
      onDownload: progress.onDownload,
      signal: io.signal,
      ...(options.threads ? { threads: options.threads } : {}),
    });
  return app.meetings.run(meeting.id, openPorts, {
    signal: io.signal,
    onEvent: options.onEvent ?? progress.onEvent,
    ...(options.pacing ? { pacing: options.pacing } : {}),
  });
}

import { systemClock } from '../clock.ts';
import type { MeetingEvent, MeetingListener } from '../meeting/index.ts';
import type { Clock } from '../ports/clock.ts';
import type { DownloadProgress } from '../ports/model-library.ts';
import type { CliIo } from './cli-io.ts';
import { barText, StatusLine } from './status-line.ts';
import { clockText } from './time-text.ts';

/** What a person who waits can see. Quiet when stderr is not a terminal. */
export interface Progress extends Disposable {
  readonly onEvent: MeetingListener;
  readonly onDownload: (progress: DownloadProgress) => void;
}

const NOTHING: Progress = {
  onEvent: () => undefined,
  onDownload: () => undefined,
  [Symbol.dispose]: () => undefined,
};

export function createProgress(io: Pick<CliIo, 'stderr' | 'columns'>, clock: Clock = systemClock): Progress {
  return io.stderr.isTTY ? new ProgressLine(new StatusLine(io.stderr, io.columns, clock)) : NOTHING;
}

/** Download, then reading and transcribing together, in one line. */
class ProgressLine implements Progress {
  readonly #line: StatusLine;
  readonly #tracks = new Map<string, { readonly positionMs: number; readonly totalMs: number }>();
  #found = 0;
  #done = 0;

  constructor(line: StatusLine) {
    this.#line = line;
  }

  readonly onDownload = ({ name, receivedBytes, totalBytes }: DownloadProgress): void => {
    const total = totalBytes ?? receivedBytes;
    this.#line.show(
      () => `Model ${name} ${barText(receivedBytes / total)} ${megabytes(receivedBytes)} of ${megabytes(total)} MB`,
    );
  };

  readonly onEvent = (event: MeetingEvent): void => {
    if (event.type === 'track-delta') {
      const { trackId, positionMs, totalMs } = event;
      this.#tracks.set(trackId, { positionMs, totalMs: Math.max(totalMs ?? 0, positionMs) });
    }
    if (event.type === 'chunk-start') this.#found++;
    if (event.type === 'chunk-end') this.#done++;
    if (event.type === 'minutes-start') this.#line.clear();
    else this.#line.show(() => this.#meetingText());
  };

  [Symbol.dispose](): void {
    this.#line.clear();
  }

  #meetingText(): string {
    const tracks = [...this.#tracks.values()];
    const positionMs = tracks.reduce((sum, track) => sum + track.positionMs, 0);
    const totalMs = tracks.reduce((sum, track) => sum + track.totalMs, 0);
    const bar = barText(positionMs / Math.max(totalMs, 1));
    return `Transcribing ${bar} ${clockText(positionMs)} of ${clockText(totalMs)}, ${this.#done} of ${this.#found} chunks`;
  }
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);

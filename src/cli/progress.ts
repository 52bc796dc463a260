import { Presets, SingleBar } from 'cli-progress';
import type { MeetingEvent, MeetingListener } from '../meeting/index.ts';
import type { DownloadProgress } from '../ports/model-library.ts';
import type { CliIo } from './cli-io.ts';
import { clockText } from './time-text.ts';

/** What a person who waits can see. Quiet when stderr is not a terminal. */
export interface Progress extends Disposable {
  readonly onEvent: MeetingListener;
  readonly onDownload: (progress: DownloadProgress) => void;
}

const NOTHING: Progress = { onEvent: () => undefined, onDownload: () => undefined, [Symbol.dispose]: () => undefined };

export function createProgress(io: Pick<CliIo, 'stderr'>): Progress {
  return io.stderr.isTTY ? new ProgressBars(io) : NOTHING;
}

/** One bar at a time: download, then reading and transcribing together. */
class ProgressBars implements Progress {
  readonly #io: Pick<CliIo, 'stderr'>;
  #bar: { readonly kind: 'download' | 'meeting'; readonly bar: SingleBar } | null = null;
  readonly #positions = new Map<string, { positionMs: number; totalMs: number }>();
  #found = 0;
  #done = 0;

  constructor(io: Pick<CliIo, 'stderr'>) {
    this.#io = io;
  }

  readonly onDownload = ({ name, receivedBytes, totalBytes }: DownloadProgress): void => {
    const bar = this.#show('download', `Model ${name}  {bar}  {value} of {total} MB`);
    bar.setTotal(megabytes(totalBytes ?? receivedBytes));
    bar.update(megabytes(receivedBytes));
  };

  readonly onEvent = (event: MeetingEvent): void => {
    if (event.type === 'track-delta') {
      const { trackId, positionMs, totalMs } = event;
      this.#positions.set(trackId, { positionMs, totalMs: Math.max(totalMs ?? 0, positionMs) });
    }
    if (event.type === 'chunk-start') this.#found++;
    if (event.type === 'chunk-end') this.#done++;
    if (event.type === 'minutes-start') this.#stop();
    else this.#draw();
  };

  [Symbol.dispose](): void {
    this.#stop();
  }

  #draw(): void {
    const bar = this.#show('meeting', 'Transcribing  {bar}  {read} of {length}  {done} of {found} chunks');
    const tracks = [...this.#positions.values()];
    const positionMs = tracks.reduce((sum, track) => sum + track.positionMs, 0);
    const totalMs = tracks.reduce((sum, track) => sum + track.totalMs, 0);
    bar.setTotal(Math.max(totalMs, 1));
    bar.update(positionMs, {
      read: clockText(positionMs),
      length: clockText(totalMs),
      done: this.#done,
      found: this.#found,
    });
  }

  #show(kind: 'download' | 'meeting', format: string): SingleBar {
    if (this.#bar?.kind === kind) return this.#bar.bar;
    this.#stop();
    const bar = new SingleBar(
      { format, stream: this.#io.stderr, hideCursor: true, clearOnComplete: true, fps: 10 },
      Presets.shades_classic,
    );
    bar.start(1, 0, { read: '0:00', length: '0:00', done: 0, found: 0 });
    this.#bar = { kind, bar };
    return bar;
  }

  #stop(): void {
    this.#bar?.bar.stop();
    this.#bar = null;
  }
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);

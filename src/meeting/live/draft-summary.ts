import type { Caption } from '../../domain/caption.ts';
import type { LiveDraft } from '../../domain/live-draft.ts';
import type { MeetingSettings } from '../../domain/meeting.ts';
import { isAbort } from '../../errors.ts';
import type { ThreadRef } from '../../ports/meeting-thread.ts';
import { toTranscript } from '../../transcription/index.ts';
import type { DraftWriter, LiveDesk } from './live-desk.ts';

export interface DraftSummaryOptions {
  readonly meetingId: string;
  readonly title: string;
  readonly settings: MeetingSettings;
  readonly startedAtMs: number;
  /** Null while there is none: the next state is shown where there is one then. */
  readonly thread: () => ThreadRef | null;
  readonly desk: Pick<LiveDesk, 'openDraft' | 'thread' | 'store' | 'guilds' | 'log'>;
}

interface Run {
  readonly stop: AbortController;
  readonly writing: Promise<void>;
}

/**
 * What a call is about so far, in its thread while people talk. A nicety: whatever goes wrong here is logged, and neither recording nor
 * minutes notice. A server that does not want it has none from the next start on.
 */
export class DraftSummary {
  readonly #options: DraftSummaryOptions;
  #writer: DraftWriter | null = null;
  /** Captions that ended while the writer was being opened; the store may not have them yet. */
  #meanwhile: Caption[] | null = null;
  #run: Run | null = null;

  constructor(options: DraftSummaryOptions) {
    this.#options = options;
  }

  /** Goes on with what it has; the first time, and after `forget`, with the captions that are stored. */
  start(): void {
    if (this.#run) return;
    const stop = new AbortController();
    this.#run = { stop, writing: this.#write(stop.signal) };
  }

  /** Drops what is under way; what was shown stays. */
  async stop(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    run?.stop.abort();
    await run?.writing;
  }

  /** Takes a caption whose words are final. */
  hear(caption: Caption): void {
    this.#meanwhile?.push(caption);
    this.#writer?.feed([caption]);
  }

  /** Words are taken back: nothing that was made of them stays, here or in the thread. Only while it is stopped. */
  forget(): void {
    this.#writer = null;
    this.#show(null);
  }

  /** Never throws. */
  async #write(signal: AbortSignal): Promise<void> {
    const { desk, meetingId } = this.#options;
    try {
      this.#writer ??= await this.#open(signal);
      await this.#writer?.run(signal);
    } catch (error: unknown) {
      if (signal.aborted || isAbort(error)) return;
      desk.log.warn({ err: error, meetingId }, 'there is no summary while people talk');
    }
  }

  /** Null where nobody wants it. */
  async #open(signal: AbortSignal): Promise<DraftWriter | null> {
    const { desk, meetingId, title, settings, startedAtMs } = this.#options;
    const { wantsLiveSummary } = await desk.guilds.settings(settings.scope);
    if (!wantsLiveSummary) {
      this.#show(null); // an earlier process may have shown one
      return null;
    }
    const meanwhile: Caption[] = [];
    this.#meanwhile = meanwhile;
    try {
      const captions = (await desk.store.listCaptions(meetingId)).toSorted((a, b) => a.startMs - b.startMs);
      if (captions.length === 0) this.#show(null); // what an earlier process showed was taken back
      const soFar = { meetingId, title, startedAtMs, settings, transcript: toTranscript(captions, false) };
      const writer = await desk.openDraft(soFar, (draft) => this.#show(isEmpty(draft) ? null : draft));
      signal.throwIfAborted();
      writer.feed(meanwhile);
      return writer;
    } finally {
      this.#meanwhile = null;
    }
  }

  #show(draft: LiveDraft | null): void {
    const { desk, meetingId, thread } = this.#options;
    const place = thread();
    if (!place) return;
    try {
      desk.thread.showDraft(meetingId, place, draft);
    } catch (error: unknown) {
      desk.log.warn({ err: error, meetingId }, 'the summary could not be shown');
    }
  }
}

const isEmpty = ({ points, openQuestions, actions }: LiveDraft): boolean =>
  points.length + openQuestions.length + actions.length === 0;

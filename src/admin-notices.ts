import { z } from 'zod';
import type { Logger } from './log.ts';
import type { CouncilNotice } from './minutes/index.ts';
import type { Clock } from './ports/clock.ts';
import type { NoteStore } from './ports/note-store.ts';

const PREFIX = 'admin-notice ';
const schema = z.object({ text: z.string(), untilMs: z.number() });

/** What whoever runs AI MOM should know: logged, and kept as long as it matters, so that a restart still knows; part of the composition root. */
export class AdminNotices implements AsyncDisposable {
  readonly #notes: Pick<NoteStore, 'write' | 'list'>;
  readonly #clock: Clock;
  readonly #log: Logger;
  #kept: Promise<unknown> = Promise.resolve();

  constructor(notes: Pick<NoteStore, 'write' | 'list'>, clock: Clock, log: Logger) {
    this.#notes = notes;
    this.#clock = clock;
    this.#log = log;
  }

  /** One that can't be kept is in the log all the same. The newest about a matter takes the place of the one before. */
  readonly take = ({ code, about, text, untilMs }: CouncilNotice): void => {
    this.#log.warn({ notice: code }, text);
    const note = JSON.stringify({ text, untilMs });
    const keeping = this.#notes.write(`${PREFIX}${code} ${about}`, note).catch((error: unknown) => {
      this.#log.error({ err: error, notice: code }, 'a notice for admins could not be kept');
    });
    this.#kept = Promise.all([this.#kept, keeping]);
  };

  /** Those that matter now. @throws MomError store_failed */
  async current(): Promise<readonly string[]> {
    const nowMs = this.#clock.now();
    const notices = (await this.#notes.list(PREFIX)).map((value) => schema.parse(JSON.parse(value)));
    return notices.filter(({ untilMs }) => untilMs > nowMs).map(({ text }) => text);
  }

  /** Waits until everything is kept. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#kept;
  }
}

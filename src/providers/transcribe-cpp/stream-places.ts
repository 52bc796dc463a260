import { ChildPool, type ChildPoolOptions } from '../../child/index.ts';
import { MomError } from '../../errors.ts';
import type { TranscriptionStream } from '../../ports/transcriber.ts';
import { ChildStream } from './child-stream.ts';
import type { CppInit } from './cpp-init.ts';
import type { StreamChild } from './stream-job.ts';

interface Counts {
  readonly jobs: number;
  readonly restarts: number;
  readonly faults: number;
}

/** As many streams at once as there are workers, each in a process of its own: the engine has one stream a model. */
export class StreamPlaces implements AsyncDisposable {
  readonly #options: ChildPoolOptions<CppInit>;
  readonly #workers: number;
  readonly #free: StreamChild[] = [];
  readonly #taken = new Set<StreamChild>();
  readonly #ending = new Set<Promise<void>>();
  #gone: Counts = { jobs: 0, restarts: 0, faults: 0 };
  #isClosed = false;

  constructor(options: ChildPoolOptions<CppInit>) {
    this.#workers = options.workers;
    // A feed that killed its child can't be repeated: the words before it went too.
    this.#options = { ...options, workers: 1, repeatsJobs: false };
  }

  get counts(): Counts {
    return [...this.#free, ...this.#taken].reduce((sum, { counters }) => plus(sum, counters), this.#gone);
  }

  /** @throws MomError stt_busy; what the child says; an aborted signal's reason */
  async open(language: string | null, signal?: AbortSignal): Promise<TranscriptionStream> {
    const child = this.#take();
    try {
      await child.run({ kind: 'open', language }, signal);
    } catch (error) {
      await this.#leave(child, !signal?.aborted);
      throw error;
    }
    return new ChildStream(child, (isUsable) => this.#leave(child, isUsable), signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    for (const child of [...this.#free.splice(0), ...this.#taken]) void this.#end(child);
    this.#taken.clear();
    await Promise.all(this.#ending);
  }

  #take(): StreamChild {
    if (this.#isClosed) throw new MomError('aborted', 'transcribe-cpp is closed');
    if (this.#taken.size >= this.#workers)
      throw new MomError('stt_busy', `${this.#workers} are open, more are not allowed`);
    const child: StreamChild = this.#free.pop() ?? new ChildPool(this.#options);
    this.#taken.add(child);
    return child;
  }

  /** A process that still works on something nobody wants is ended; resolves when it is gone. */
  async #leave(child: StreamChild, isUsable: boolean): Promise<void> {
    if (!this.#taken.has(child)) return;
    if (isUsable) this.#free.push(child);
    else await this.#end(child);
    this.#taken.delete(child);
  }

  #end(child: StreamChild): Promise<void> {
    const ending = child[Symbol.asyncDispose]().finally(() => {
      this.#gone = plus(this.#gone, child.counters);
      this.#taken.delete(child);
      this.#ending.delete(ending);
    });
    this.#ending.add(ending);
    return ending;
  }
}

const plus = (one: Counts, other: Counts): Counts => ({
  jobs: one.jobs + other.jobs,
  restarts: one.restarts + other.restarts,
  faults: one.faults + other.faults,
});

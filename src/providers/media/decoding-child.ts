import { type ErrorCode, MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { DecodeLimits } from '../../ports/recording-decoder.ts';
import { type ForkedDecoder, forkDecoder } from './fork-decoder.ts';
import { memoryReportMs, watchMemory } from './memory-watch.ts';
import { type ChildMessage, childMessage, type DecodeJob } from './messages.ts';
import { StallWatch } from './stall-watch.ts';

export type FormatMessage = Extract<ChildMessage, { type: 'format' }>;
export type EndMessage = Extract<ChildMessage, { type: 'end' }>;

export interface DecodingChildOptions {
  /** Absolute path of the recording. */
  readonly path: string;
  readonly limits: DecodeLimits;
  readonly keepsStart: boolean;
  readonly signal: AbortSignal | undefined;
  readonly log: Logger;
}

/** How long a process may take to disappear after its last sample, or after SIGKILL. */
const END_GRACE_MS = 5_000;

/** One process that decodes one file: its samples, its messages, its end. The first failure is the one that counts. */
export class DecodingChild implements AsyncDisposable {
  readonly #options: DecodingChildOptions;
  readonly #forked: ForkedDecoder;
  readonly #stallWatch: StallWatch;
  readonly #stopMemoryWatch: () => void;
  readonly #format = Promise.withResolvers<FormatMessage>();
  readonly #closed = Promise.withResolvers<true>();
  #end: EndMessage | null = null;
  #failure: { readonly reason: unknown } | null = null;

  constructor(options: DecodingChildOptions) {
    const { path, limits, keepsStart, signal, log } = options;
    this.#options = options;
    this.#forked = forkDecoder((error) => this.#failToTalk(error));
    this.#stallWatch = new StallWatch(limits.stallTimeoutMs, () => {
      this.fail(this.#error('recording_stalled', `nothing came for ${limits.stallTimeoutMs / 1000} s`));
    });
    const { child } = this.#forked;
    child.on('message', (message) => this.#hear(message));
    child.on('close', (code, deathSignal) => this.#bury(deathSignal ?? `exit code ${code}`));
    this.#stopMemoryWatch = watchMemory(child.pid ?? 0, (rssBytes) => this.#checkMemory(rssBytes), log);
    signal?.addEventListener('abort', this.#abort);
    this.#stallWatch.start();
    if (child.pid === undefined) return; // its error is on the way
    const job: DecodeJob = { path, maxLeadMs: keepsStart ? limits.maxDurationMs : 0, memoryReportMs };
    child.send(job, (error) => error && this.#failToTalk(error));
    log.debug({ processId: child.pid, child: 'decoder' }, 'child started');
  }

  /** What the file is; rejects with what went wrong before that was known. */
  get format(): Promise<FormatMessage> {
    return this.#format.promise;
  }

  /** The raw samples, as fast as they are taken. */
  async *read(): AsyncGenerator<Buffer> {
    try {
      this.#stallWatch.start();
      for await (const bytes of this.#forked.samples) {
        this.#stallWatch.stop();
        yield bytes as Buffer;
        this.#stallWatch.start();
      }
    } catch (error: unknown) {
      throw this.#failure ? this.#failure.reason : error;
    } finally {
      this.#stallWatch.stop();
    }
  }

  /** Its last word, once the samples are read. Throws the failure that ended it, if one did. */
  async finish(): Promise<EndMessage> {
    if (!(await this.#isClosedInTime())) this.fail(this.#error('decoder_crashed', 'it did not end'));
    if (this.#failure) throw this.#failure.reason;
    if (!this.#end) throw this.#error('decoder_crashed', 'it ended without a word');
    return this.#end;
  }

  /** Ends it, now and with this reason. */
  fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#format.reject(this.#failure.reason);
    this.#kill();
  }

  /** Resolves when the process is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#release();
    if (this.#end) this.#kill();
    else this.fail(this.#error('aborted', 'the decoding was ended'));
    if (!(await this.#isClosedInTime()))
      this.#options.log.warn({ processId: this.#forked.child.pid }, 'child does not end');
  }

  readonly #abort = (): void => this.fail(this.#options.signal?.reason);

  #hear(words: unknown): void {
    const message = childMessage.safeParse(words).data;
    if (!message) this.fail(this.#error('decoder_crashed', 'it spoke nonsense'));
    else if (message.type === 'memory') this.#checkMemory(message.rssBytes);
    else this.#hearLife(message);
  }

  #hearLife(message: Exclude<ChildMessage, { type: 'memory' }>): void {
    this.#stallWatch.beat();
    if (message.type === 'format') this.#format.resolve(message);
    else if (message.type === 'end') this.#end = message;
    else if (message.type === 'fault') this.#take(this.#error(message.code, message.text));
  }

  /** The process ends by itself; what it wrote before is still read. */
  #take(fault: MomError): void {
    this.#failure ??= { reason: fault };
    this.#format.reject(this.#failure.reason);
  }

  /** Also emitted for messages that did not arrive; then its death says more. */
  #failToTalk(error: Error): void {
    this.#options.log.debug({ err: error }, 'child can not be reached');
    if (this.#forked.child.pid !== undefined) return;
    this.#take(this.#error('decoder_crashed', 'it could not be started', error));
    this.#bury('never started');
  }

  #bury(how: string): void {
    this.#release();
    const stderr = this.#forked.stderrTail();
    if (!this.#end && !this.#failure) this.#options.log.error({ how, stderr }, 'child crashed');
    if (!this.#end) this.#take(this.#error('decoder_crashed', how));
    this.#closed.resolve(true);
  }

  #kill(): void {
    this.#forked.child.kill('SIGKILL');
    this.#forked.samples.destroy();
  }

  #release(): void {
    this.#stallWatch.stop();
    this.#stopMemoryWatch();
    this.#options.signal?.removeEventListener('abort', this.#abort);
  }

  #checkMemory(rssBytes: number): void {
    const { maxMemoryBytes } = this.#options.limits;
    if (rssBytes <= maxMemoryBytes) return;
    this.fail(this.#error('recording_memory', `the limit is ${Math.round(maxMemoryBytes / 1e6)} MB`));
  }

  async #isClosedInTime(): Promise<boolean> {
    const late = Promise.withResolvers<false>();
    const timer = setTimeout(() => late.resolve(false), END_GRACE_MS);
    const isClosed = await Promise.race([this.#closed.promise, late.promise]);
    clearTimeout(timer);
    return isClosed;
  }

  #error(code: ErrorCode, text: string, cause?: unknown): MomError {
    return new MomError(code, text, { file: this.#options.path, cause });
  }
}

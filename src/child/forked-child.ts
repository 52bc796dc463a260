import { type ChildProcess, fork } from 'node:child_process';
import type { ErrorCode } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import { ChildDeath, type DeathReason } from './child-death.ts';
import { childEnvironment } from './child-environment.ts';
import { type ChildMessage, decodeError, type ParentMessage } from './protocol.ts';
import { TextTail } from './text-tail.ts';

/** Enough for an assertion of native code and the lines before it. */
const STDERR_TAIL_CHARACTERS = 2_000;

interface PendingAnswer {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface ForkOptions {
  readonly module: URL;
  readonly env: Readonly<Record<string, string>>;
  /** Code of errors that come without one. */
  readonly failureCode: ErrorCode;
  /** Called once, before pending answers are rejected. */
  readonly onDeath: (death: ChildDeath) => void;
}

/** One process: questions and answers until it is gone. */
export class ForkedChild {
  readonly #process: ChildProcess;
  readonly #options: ForkOptions;
  readonly #stderr = new TextTail(STDERR_TAIL_CHARACTERS);
  readonly #pending = new Map<number, PendingAnswer>();
  readonly #gone = Promise.withResolvers<void>();
  #lastId = 0;
  #isAlive = true;
  #killedFor: Exclude<DeathReason, 'crash'> | null = null;

  constructor(options: ForkOptions) {
    this.#options = options;
    this.#process = fork(options.module, [], {
      serialization: 'advanced',
      execArgv: [],
      env: childEnvironment(options.env),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process.stderr?.on('data', (bytes: Buffer) => this.#stderr.add(bytes.toString()));
    this.#process.on('message', (message) => this.#settle(message as ChildMessage));
    // A child that can't be talked to is no use, even when it lives on.
    this.#process.on('disconnect', () => this.#process.kill('SIGKILL'));
    this.#process.on('error', (error) => this.#fail(error));
    this.#process.on('exit', (code, signal) => this.#bury(signal ?? `exit code ${code}`));
  }

  /** Null when it could not even be forked. */
  get processId(): number | null {
    return this.#process.pid ?? null;
  }

  /** The last words on its stderr. */
  get stderrTail(): string {
    return this.#stderr.text;
  }

  /**
   * One question, one answer.
   *
   * @throws MomError what the child's handler threw
   * @throws ChildDeath when the child is gone first
   */
  ask(kind: ParentMessage['kind'], value: unknown): Promise<unknown> {
    if (!this.#isAlive) return Promise.reject(new ChildDeath('crash', 'it was gone already'));
    this.#lastId += 1;
    const message: ParentMessage = { kind, id: this.#lastId, value };
    return new Promise((resolve, reject) => {
      this.#pending.set(message.id, { resolve, reject });
      this.#process.send(message, (error) => error && this.#process.kill('SIGKILL'));
    });
  }

  /** At once; the pending answer is rejected when the process is gone. */
  killAsTooSlow(): void {
    this.#killedFor ??= 'timeout';
    this.#process.kill('SIGKILL');
  }

  /** SIGTERM, and SIGKILL to what is still there after `graceMs`. Resolves when the process is gone. */
  async end(clock: Clock, graceMs: number): Promise<void> {
    this.#killedFor ??= 'ended';
    this.#process.kill('SIGTERM');
    const waiting = new AbortController();
    const grace = clock.delay(graceMs, waiting.signal).then(
      () => this.#process.kill('SIGKILL'),
      () => false, // gone in time
    );
    await this.#gone.promise;
    waiting.abort();
    await grace;
  }

  #settle(message: ChildMessage): void {
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    this.#pending.delete(message.id);
    if (message.kind === 'reply') pending.resolve(message.value);
    else pending.reject(decodeError(message.error, this.#options.failureCode));
  }

  /** Also emitted for signals that did not arrive; only a process that never was is a death. */
  #fail(error: Error): void {
    if (this.#process.pid === undefined) this.#bury(error.message);
  }

  #bury(how: string): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    const death = new ChildDeath(this.#killedFor ?? 'crash', how);
    this.#options.onDeath(death);
    for (const { reject } of this.#pending.values()) reject(death);
    this.#pending.clear();
    this.#gone.resolve();
  }
}

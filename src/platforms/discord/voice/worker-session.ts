import type { Erasure } from '../../../domain/erasure.ts';
import type { CaptureReceipt } from '../../../domain/receipt.ts';
import { type ErrorCode, MomError } from '../../../errors.ts';
import type { Logger, LogLevel } from '../../../log.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { JoinRequest, VoiceEnd, VoiceEvent, VoiceSession } from '../../../ports/voice-capture.ts';
import { CaptureRunner } from './capture-runner.ts';
import { EventQueue } from './event-queue.ts';
import { GatewayLink } from './gateway-link.ts';
import type { GuildAdapterCreator } from './guild-adapter.ts';
import type { CaptureCall, CaptureFailure, CaptureJob, FromWorker, ToWorker } from './messages.ts';
import { errorOf, OpenCalls } from './open-calls.ts';
import { Presence } from './presence.ts';
import type { CaptureTimings } from './timings.ts';
import { within } from './within.ts';

export interface SessionOptions {
  readonly guildAdapter: GuildAdapterCreator;
  readonly clock: Clock;
  readonly log: Logger;
  readonly workerUrl: URL;
  readonly execArgv: readonly string[] | null;
  readonly timings: CaptureTimings;
  readonly receiveBufferBytes: number;
}

/** Leaving takes a second of patience with the gateway, and as long as the disk needs. */
const LEAVE_MS = 10_000;
/** Everything else is answered when it is on the disk. */
const CALL_MS = 30_000;
const OVER = 'the recording is over';

/** A meeting's capture in a worker of its own, which is started again with the same journal when it dies. */
export class WorkerVoiceSession implements VoiceSession {
  readonly events = new EventQueue();
  readonly #request: JoinRequest;
  readonly #options: SessionOptions;
  readonly #log: Logger;
  readonly #gateway: GatewayLink;
  readonly #calls = new OpenCalls();
  readonly #runner: CaptureRunner;
  readonly #closing = new AbortController();
  readonly #joined = Promise.withResolvers<void>();
  readonly #over = Promise.withResolvers<void>();
  readonly #excluded: Set<string>;
  readonly #paused = new Set<string | null>();
  readonly #presence = new Presence();
  #isJoined = false;

  /** @throws MomError voice_failed for a guild that the bot is not in */
  constructor(request: JoinRequest, options: SessionOptions) {
    this.#request = request;
    this.#options = options;
    this.#log = options.log.child({ meetingId: request.meetingId });
    this.#excluded = new Set(request.excludedUserIds);
    this.#runner = this.#newRunner();
    this.#gateway = new GatewayLink(request.guildId, options.guildAdapter, this.#log, this.#post);
    this.#joined.promise.catch(() => undefined); // whoever joins hears of it
  }

  /** Resolves when the session is over and nothing of it is left. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  /** Resolves when packets are recorded. @throws what VoiceCapture.join throws */
  async join(signal?: AbortSignal): Promise<void> {
    const stop = () => this.#joined.reject(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    else this.#runner.start();
    try {
      await this.#joined.promise;
    } catch (error) {
      await this.#leave(null);
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  async pause(userId: string | null): Promise<void> {
    this.#paused.add(userId);
    await this.#ask({ name: 'pause', userId });
  }

  async resume(userId: string | null): Promise<void> {
    this.#paused.delete(userId);
    await this.#ask({ name: 'resume', userId });
  }

  async note({ userId, name, text }: Parameters<VoiceSession['note']>[0]): Promise<void> {
    await this.#ask({ name: 'note', userId, by: name, text });
  }

  async exclude(userId: string): Promise<void> {
    this.#excluded.add(userId);
    await this.#ask({ name: 'exclude', userId });
  }

  async include(userId: string): Promise<void> {
    this.#excluded.delete(userId);
    await this.#ask({ name: 'include', userId });
  }

  async erase(erasure: Erasure): Promise<void> {
    await this.#ask({ name: 'erase', erasure });
  }

  async receipt(): Promise<CaptureReceipt> {
    const receipt = await this.#ask({ name: 'receipt' });
    if (receipt === null || typeof receipt === 'string') throw new MomError('internal', 'capture gave no receipt');
    return receipt;
  }

  async privacyCode(): Promise<string | null> {
    const code = await this.#ask({ name: 'privacy-code' });
    return typeof code === 'string' ? code : null;
  }

  async leave(reason: string): Promise<void> {
    await this.#leave(reason);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#leave(null);
  }

  #ask(call: CaptureCall, patienceMs = CALL_MS) {
    if (this.#closing.signal.aborted) return Promise.reject(new MomError('voice_failed', OVER));
    const late = () => new MomError('voice_failed', 'capture does not answer', { retryable: true });
    return within(this.#calls.ask(call, this.#post), patienceMs, this.#options.clock, late);
  }

  readonly #post = (message: ToWorker): void => this.#runner.post(message);

  #newRunner(): CaptureRunner {
    const { workerUrl, execArgv, clock } = this.#options;
    return new CaptureRunner({
      workerUrl,
      execArgv,
      clock,
      log: this.#log,
      job: (crashedAtMs) => this.#job(crashedAtMs),
      take: (message) => this.#take(message),
      died: () => this.#presence.forget(),
      restarted: () => this.#calls.repeat(this.#post),
      gaveUp: () => this.#gaveUp(),
    });
  }

  #job(crashedAtMs: number | null): CaptureJob {
    const { timings, receiveBufferBytes } = this.#options;
    return {
      request: { ...this.#request, excludedUserIds: [...this.#excluded] },
      members: this.#gateway.members(),
      pausedIds: [...this.#paused],
      crashedAtMs: this.#isJoined ? crashedAtMs : null,
      timings,
      receiveBufferBytes,
      logLevel: this.#log.level as LogLevel,
    };
  }

  #take(message: FromWorker): void {
    if (message.kind === 'send') this.#gateway.send(message.payload);
    if (message.kind === 'joined') this.#hasJoined();
    if (message.kind === 'refused') this.#refused(message.failure);
    if (message.kind === 'event') this.#tell(message.event);
    if (message.kind === 'answer') this.#calls.answer(message.id, message.answer);
    if (message.kind === 'failure') this.#calls.fail(message.id, message.failure);
    if (message.kind === 'ask-channel-fault') this.#answerFault(message.id, message.channelId);
  }

  #hasJoined(): void {
    this.#isJoined = true;
    this.#joined.resolve();
    for (const userId of this.#presence.gone())
      this.#tell({ type: 'member-leave', atMs: this.#options.clock.now(), userId });
  }

  #answerFault(id: number, channelId: string): void {
    this.#post({ kind: 'channel-fault', id, fault: this.#gateway.channelFault(channelId) });
  }

  #tell(event: VoiceEvent): void {
    if (this.#presence.isNews(event)) this.events.push(event);
    if (event.type === 'end') void this.#finish();
  }

  /** The worker could not join: at first the caller's business, after a crash the end. */
  #refused(failure: CaptureFailure): void {
    this.#joined.reject(errorOf(failure));
    if (this.#isJoined) this.#end(endFor[failure.code] ?? 'lost', errorOf(failure).sentence);
    else void this.#finish();
  }

  #gaveUp(): void {
    const error = new MomError('voice_failed', 'capture died again and again');
    this.#joined.reject(error);
    if (this.#isJoined) this.#end('lost', error.sentence);
  }

  #end(reason: VoiceEnd, text: string): void {
    this.#tell({ type: 'end', atMs: this.#options.clock.now(), reason, text });
  }

  async #leave(reason: string | null): Promise<void> {
    if (!this.#closing.signal.aborted && this.#runner.isRunning) {
      const left = this.#ask({ name: 'leave', reason }, LEAVE_MS);
      await Promise.allSettled([Promise.race([left, this.over])]);
      left.catch((err) => {
        // Once the call is over nobody is asked any more.
        if (!this.#closing.signal.aborted) this.#log.warn({ err }, 'capture did not say that it left');
      });
    }
    await this.#finish();
  }

  /** What is left when the call is over, for whatever reason. */
  async #finish(): Promise<void> {
    if (this.#closing.signal.aborted) return this.over;
    this.#closing.abort();
    this.#calls.close(new MomError('voice_failed', OVER));
    await this.#runner.stop();
    this.#gateway.leave();
    this.#gateway.close();
    this.#end('left', 'I left the voice channel.');
    this.#joined.reject(new MomError('voice_failed', OVER));
    this.#over.resolve();
  }
}

const endFor: Partial<Record<ErrorCode, VoiceEnd>> = {
  voice_full: 'refused',
  voice_forbidden: 'refused',
  disk_full: 'disk',
  journal_failed: 'disk',
};

import { MomError } from '../../../errors.ts';
import type { Logger } from '../../../log.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { JoinRequest, VoiceCapture, VoiceSession } from '../../../ports/voice-capture.ts';
import type { GuildAdapterCreator } from './guild-adapter.ts';
import { type CaptureTimings, captureTimings } from './timings.ts';
import { WorkerVoiceSession } from './worker-session.ts';

export interface VoiceCaptureOptions {
  /** The gateway: `guildAdapterOf(client)`. */
  readonly guildAdapter: GuildAdapterCreator;
  readonly clock: Clock;
  readonly log: Logger;
  /** Entry of the capture worker: `src/capture-worker.ts`, which only the composition root knows. */
  readonly workerUrl: URL;
  /** Node options of the workers; those of this process unless told. */
  readonly execArgv?: readonly string[];
  readonly timings?: Partial<CaptureTimings>;
  /** Asked of the kernel for incoming sound; 4 MiB unless told. */
  readonly receiveBufferBytes?: number;
}

/** Room for 3 s of 25 people, as much as most systems may be asked for. */
const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

/** Voice channels of Discord, each in a worker thread of its own. */
export function createVoiceCapture(options: VoiceCaptureOptions): VoiceCapture {
  return new WorkerVoiceCapture(options);
}

class WorkerVoiceCapture implements VoiceCapture {
  readonly #options: VoiceCaptureOptions;
  /** By guild: one account can be in one voice channel of a guild. */
  readonly #sessions = new Map<string, WorkerVoiceSession>();
  #isClosed = false;

  constructor(options: VoiceCaptureOptions) {
    this.#options = options;
  }

  async join(request: JoinRequest, signal?: AbortSignal): Promise<VoiceSession> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw new MomError('voice_failed', 'AI MOM is stopping', { retryable: true });
    if (this.#sessions.has(request.guildId))
      throw new MomError(
        'voice_busy',
        'I am in another voice channel of this server already, and can be in one at a time.',
      );
    const session = this.#open(request);
    await session.join(signal);
    return session;
  }

  /** All at once; each is bounded. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled([...this.#sessions.values()].map((session) => session[Symbol.asyncDispose]()));
  }

  #open(request: JoinRequest): WorkerVoiceSession {
    const { timings, execArgv = null, receiveBufferBytes = RECEIVE_BUFFER_BYTES, ...rest } = this.#options;
    const session = new WorkerVoiceSession(request, {
      ...rest,
      execArgv,
      receiveBufferBytes,
      timings: { ...captureTimings, ...timings },
    });
    this.#sessions.set(request.guildId, session);
    void session.over.then(() => this.#sessions.delete(request.guildId));
    return session;
  }
}

import { msOfSamples, samplesOfMs } from '../../domain/audio.ts';
import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  Transcriber,
  TranscriberCapabilities,
  TranscriberHealth,
  Transcription,
  TranscriptionRequest,
} from '../../ports/transcriber.ts';
import { capabilitiesByKind, commonCapabilities } from './capabilities.ts';
import { toEndpoint } from './endpoint.ts';
import type { HttpEngineHost } from './engine-host.ts';
import { HostCall } from './host-call.ts';
import { HostFault, toTranscriberError } from './host-fault.ts';
import { HostPool } from './host-pool.ts';
import { HostState } from './host-state.ts';
import { HttpEngine } from './http-engine.ts';
import { isWhisperLanguage } from './languages.ts';
import { LinkedAbort } from './linked-abort.ts';
import { type TranscriptionUsage, usageOf } from './usage.ts';

export interface HttpTranscriberOptions {
  readonly hosts: readonly HttpEngineHost[];
  /** For one request to one host. Without a fallback also how long a chunk waits for hosts that have worked before. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly log: Logger;
  /** Takes over while no host is left. It stays its owner's to close. */
  readonly fallback?: Transcriber;
  /** Told of every answer. */
  readonly onUsage?: (usage: TranscriptionUsage) => void;
  readonly fetch?: typeof fetch;
}

/** Before a second try at the same host, which may be starting again. */
const RETRY_PAUSE_MS = 250;

/**
 * Engines on other machines, behind one port. Nothing is sent before the first chunk.
 *
 * @throws MomError config_invalid
 */
export function createHttpTranscriber(options: HttpTranscriberOptions): Transcriber {
  if (options.hosts.length === 0) throw new MomError('config_invalid', 'No transcription host is named.');
  return new HttpTranscriber(options);
}

class HttpTranscriber implements Transcriber {
  readonly capabilities: TranscriberCapabilities;
  readonly concurrency: number;
  readonly #options: HttpTranscriberOptions;
  readonly #hosts: readonly HostState[];
  readonly #engine: HttpEngine;
  readonly #pool: HostPool;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<Transcription>>();
  #jobs = 0;
  #faults = 0;
  #isFallenBack = false;

  constructor(options: HttpTranscriberOptions) {
    const { hosts, fallback, timeoutMs, clock, log } = options;
    const abilities = hosts.map((host) => capabilitiesByKind[host.kind]);
    this.capabilities = commonCapabilities(fallback ? [...abilities, fallback.capabilities] : abilities);
    this.concurrency = hosts.reduce((sum, host) => sum + host.concurrency, 0);
    this.#options = options;
    this.#hosts = hosts.map((host) => new HostState(toEndpoint(host)));
    this.#engine = new HttpEngine({ fetch: options.fetch ?? fetch, clock, timeoutMs });
    this.#pool = new HostPool({
      hosts: this.#hosts,
      checkHealth: (host, signal) => this.#engine.checkHealth(host.endpoint, signal),
      clock,
      log,
      stop: this.#stop.signal,
    });
  }

  async transcribe(request: TranscriptionRequest, signal?: AbortSignal): Promise<Transcription> {
    signal?.throwIfAborted();
    this.#stop.signal.throwIfAborted();
    checkRequest(request, this.capabilities.maxChunkMs);
    this.#jobs += 1;
    const work = this.#transcribe(request, signal);
    this.#running.add(work);
    try {
      return await work;
    } finally {
      this.#running.delete(work);
    }
  }

  health(): TranscriberHealth {
    const { fallback } = this.#options;
    const hosts = this.#hosts.map((host) => host.description).join(', ');
    return {
      description: `over HTTP: ${hosts}${fallback ? `, else ${fallback.health().description}` : ''}`,
      jobs: this.#jobs,
      restarts: this.#hosts.reduce((sum, host) => sum + host.recoveries, 0),
      faults: this.#faults,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new MomError('aborted', 'the transcription over HTTP is closed'));
    await Promise.allSettled(this.#running);
    await this.#pool.ended();
  }

  async #transcribe(request: TranscriptionRequest, signal: AbortSignal | undefined): Promise<Transcription> {
    // Nothing to hear, and services would bill it.
    if (request.pcm.length === 0) return { language: request.language, segments: [] };
    using end = new LinkedAbort(this.#stop.signal, signal);
    const call = new HostCall(this.#patientUntilMs());
    for (;;) {
      const host = await this.#pool.acquire(call, end.signal);
      if (!host) return await this.#withoutHost(request, call, end.signal);
      const transcription = await this.#ask(host, request, call, end.signal);
      if (transcription) return transcription;
    }
  }

  /** One try at one host; null when another one may help. */
  async #ask(
    host: HostState,
    request: TranscriptionRequest,
    call: HostCall,
    signal: AbortSignal,
  ): Promise<Transcription | null> {
    let outcome: 'answered' | HostFault | null = null;
    try {
      if (call.triesAt(host) > 0) await this.#options.clock.delay(RETRY_PAUSE_MS, signal);
      const transcription = await this.#engine.transcribe(host.endpoint, request, signal);
      outcome = 'answered';
      this.#note(host, request);
      return transcription;
    } catch (error) {
      if (!(error instanceof HostFault)) throw error;
      outcome = error;
      this.#faults += 1;
      call.fail(host, error);
      if (error.kind === 'refused') throw toTranscriberError(call.faults);
      return null;
    } finally {
      this.#pool.release(host, outcome);
    }
  }

  async #withoutHost(request: TranscriptionRequest, call: HostCall, signal: AbortSignal): Promise<Transcription> {
    const { fallback, log } = this.#options;
    const hosts = this.#hosts.map((host) => host.description);
    if (fallback) {
      if (!this.#isFallenBack) log.warn({ hosts }, 'no transcription host is left, the fallback engine takes over');
      this.#isFallenBack = true;
      return await fallback.transcribe(request, signal);
    }
    if (call.faults.length > 0) throw toTranscriberError(call.faults);
    const retryable = this.#hosts.some((host) => host.phase !== 'off');
    throw new MomError('engine_missing', `no host can be asked now: ${hosts.join(', ')}`, { retryable });
  }

  #note(host: HostState, { pcm }: TranscriptionRequest): void {
    const { log, onUsage } = this.#options;
    if (this.#isFallenBack) log.info({ host: host.endpoint.name }, 'a transcription host answers again');
    this.#isFallenBack = false;
    try {
      onUsage?.(usageOf(host.endpoint, pcm));
    } catch (error) {
      log.error({ err: error }, 'usage could not be recorded');
    }
  }

  #patientUntilMs(): number {
    const { fallback, clock, timeoutMs } = this.#options;
    return fallback ? Number.NEGATIVE_INFINITY : clock.now() + timeoutMs;
  }
}

function checkRequest({ pcm, language }: TranscriptionRequest, maxChunkMs: number): void {
  if (pcm.length > samplesOfMs(maxChunkMs))
    throw new MomError(
      'stt_failed',
      `a chunk of ${(msOfSamples(pcm.length) / 1000).toFixed(1)} s is longer than the ${maxChunkMs / 1000} s of one request`,
    );
  if (language !== null && !isWhisperLanguage(language))
    throw new MomError('stt_language', `Whisper knows no language "${language}"`);
}

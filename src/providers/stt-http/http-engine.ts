import { msOfSamples } from '../../domain/audio.ts';
import type { Transcription, TranscriptionRequest } from '../../ports/transcriber.ts';
import type { Endpoint } from './endpoint.ts';
import { type ExchangeOptions, exchange } from './exchange.ts';
import { healthFault, readReply } from './read-reply.ts';
import { toForm } from './to-form.ts';
import { toTranscription } from './to-transcription.ts';
import { toWav } from './to-wav.ts';

const HEALTH_TIMEOUT_MS = 5_000;

/** The questions that a host can be asked. */
export class HttpEngine {
  readonly #options: ExchangeOptions;

  constructor(options: ExchangeOptions) {
    this.#options = options;
  }

  /** @throws HostFault; an aborted signal's reason */
  async transcribe(endpoint: Endpoint, request: TranscriptionRequest, signal: AbortSignal): Promise<Transcription> {
    const { pcm, language } = request;
    const form = toForm(endpoint, request, toWav(pcm));
    const reply = await exchange(endpoint, { url: endpoint.transcribeUrl, form }, this.#options, signal);
    const answer = readReply(reply, endpoint, this.#options.clock.now());
    return toTranscription(answer, { durationMs: msOfSamples(pcm.length), language });
  }

  /** @throws HostFault when it is not there; an aborted signal's reason */
  async checkHealth(endpoint: Endpoint, signal: AbortSignal): Promise<void> {
    const timeoutMs = Math.min(HEALTH_TIMEOUT_MS, this.#options.timeoutMs);
    const reply = await exchange(endpoint, { url: endpoint.healthUrl }, { ...this.#options, timeoutMs }, signal);
    const fault = healthFault(reply, endpoint, this.#options.clock.now());
    if (fault) throw fault;
  }
}

import { msOfSamples, type Pcm } from '../../domain/audio.ts';
import type { Endpoint } from './endpoint.ts';
import type { EngineKind } from './engine-host.ts';
import { LEAST_BILLED_MS, speechPrices } from './prices.ts';
import { sentSamples } from './to-wav.ts';

/** What one answered request has used. */
export interface TranscriptionUsage {
  readonly provider: EngineKind;
  /** Null for a server that has only the one it was started with. */
  readonly model: string | null;
  readonly audioMs: number;
  /** At least the service's smallest unit. */
  readonly billedMs: number;
  /** Null when the price is not known. */
  readonly costMicroUsd: number | null;
  readonly host: string;
}

export function usageOf(endpoint: Endpoint, pcm: Pcm): TranscriptionUsage {
  const { kind, model, name } = endpoint;
  const billedMs = Math.max(LEAST_BILLED_MS[kind], msOfSamples(sentSamples(pcm)));
  const microUsdPerHour = pricePerHour(endpoint);
  return {
    provider: kind,
    model,
    audioMs: msOfSamples(pcm.length),
    billedMs,
    costMicroUsd: microUsdPerHour === null ? null : Math.round((billedMs * microUsdPerHour) / 3_600_000),
    host: name,
  };
}

function pricePerHour({ kind, model, transcribeUrl }: Endpoint): number | null {
  const { hostname } = new URL(transcribeUrl);
  const price = speechPrices.find(
    (one) => one.kind === kind && one.model === model && (one.hostname ?? hostname) === hostname,
  );
  return price?.microUsdPerHour ?? null;
}

import type { Usage } from './domain/usage.ts';
import type { TranscriptionUsage } from './providers/stt-http/index.ts';

/** What an engine elsewhere has billed, in the ledger's words. It serves chunks of all meetings, so it belongs to none. */
export function toUsage(usage: TranscriptionUsage, atMs: number): Usage {
  const isOwnMachine = usage.provider === 'whisper-server';
  const costMicroUsd = isOwnMachine ? 0 : usage.costMicroUsd;
  return {
    scope: 'local',
    meetingId: null,
    kind: 'transcription',
    seat: null,
    provider: usage.provider,
    model: usage.model ?? usage.host,
    inputTokens: null,
    outputTokens: null,
    cachedTokens: null,
    audioMs: usage.billedMs,
    costMicroUsd,
    priceSource: costMicroUsd === null ? 'unknown' : 'table',
    atMs,
  };
}

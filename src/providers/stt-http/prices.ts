import type { EngineKind } from './engine-host.ts';

/** What a service takes for an hour of audio, as it stood on a day (seen through copies of the source). */
export interface SpeechPrice {
  readonly kind: EngineKind;
  /** Only there; null = wherever this kind is spoken. */
  readonly hostname: string | null;
  readonly model: string;
  readonly microUsdPerHour: number;
  readonly asOf: string;
  readonly source: string;
}

/** Published prices. A model that is not here has an unknown price, which is not 0. */
export const speechPrices: readonly SpeechPrice[] = [
  {
    kind: 'groq',
    hostname: null,
    model: 'whisper-large-v3-turbo',
    microUsdPerHour: 40_000,
    asOf: '2026-08-31',
    source: 'https://console.groq.com/docs/speech-to-text',
  },
  {
    kind: 'groq',
    hostname: null,
    model: 'whisper-large-v3',
    microUsdPerHour: 111_000,
    asOf: '2026-07-15',
    source: 'https://console.groq.com/docs/speech-to-text',
  },
  {
    kind: 'openai',
    hostname: 'api.openai.com',
    model: 'whisper-1',
    microUsdPerHour: 360_000,
    asOf: '2026-08-31',
    source: 'https://developers.openai.com/api/docs/models/whisper-1',
  },
];

/** Groq bills a shorter request like one of this length (https://console.groq.com/docs/speech-to-text). */
export const LEAST_BILLED_MS: Record<EngineKind, number> = { 'whisper-server': 0, openai: 0, groq: 10_000 };

import type { ChunkResult, ChunkTranslation } from '../../domain/chunk-result.ts';
import type { SpeechWindow } from '../../domain/speech-window.ts';
import type { Transcriber } from '../../ports/transcriber.ts';
import { type ChunkSettings, transcribeChunk } from '../transcribe-chunk.ts';
import { withRequest } from './borrowed-engine.ts';
import { toTrackTimes } from './to-track-times.ts';

/** A `language` of null leaves it to the engine. */
export interface WindowSettings extends ChunkSettings {
  /** "en" for English beside the original words; null for none. */
  readonly translateTo: string | null;
}

/**
 * A window as segments at their true times, with their translation where one is wanted and the engine can make it.
 *
 * @throws MomError for everything that would hit every other window too
 */
export async function transcribeWindow(
  window: SpeechWindow,
  transcriber: Transcriber,
  { translateTo, ...settings }: WindowSettings,
  signal?: AbortSignal,
): Promise<ChunkResult> {
  const result = await heard(window, transcriber, settings, signal);
  const spoken = result.segments[0]?.language ?? null;
  if (translateTo === null || spoken === translateTo || result.segments.length === 0) return result;
  if (!transcriber.capabilities.translate) return result;
  const translator = withRequest(transcriber, (request) => ({ ...request, translate: true }));
  const translated = await heard(window, translator, { language: spoken }, signal);
  return { ...result, translation: toTranslation(translated, translateTo) };
}

async function heard(
  window: SpeechWindow,
  transcriber: Transcriber,
  settings: ChunkSettings,
  signal?: AbortSignal,
): Promise<ChunkResult> {
  const result = await transcribeChunk(window, transcriber, settings, signal);
  return { ...result, segments: toTrackTimes(result.segments, window) };
}

const toTranslation = ({ segments }: ChunkResult, language: string): ChunkTranslation | null =>
  segments.length > 0 ? { language, segments } : null;

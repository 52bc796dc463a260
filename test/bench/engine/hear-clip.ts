import type { Pcm } from '../../../src/domain/audio.ts';
import type { ChunkResult } from '../../../src/domain/chunk-result.ts';
import { UNSURE } from '../../../src/domain/unsure.ts';
import type { Transcriber } from '../../../src/ports/transcriber.ts';
import { VAD_WINDOW_SAMPLES, type VoiceActivity } from '../../../src/ports/voice-activity.ts';
import { transcribeChunk } from '../../../src/transcription/index.ts';
import type { ArrivedSound } from './through-journal.ts';

export type ClipVerdict = 'exact' | 'flagged' | 'confident-wrong';

export interface HeardClip {
  readonly verdict: ClipVerdict;
  readonly text: string;
  readonly confidence: number;
  /** Why text was left out; null when none was. */
  readonly reason: string | null;
}

const SPEECH = 0.5;

/** One chunk through speech detection, engine and gates, held against what was said. */
export async function hearClip(
  { pcm, lost }: ArrivedSound,
  said: string,
  transcriber: Transcriber,
  voiceActivity: VoiceActivity,
): Promise<HeardClip> {
  const speechSamples = await countSpeech(pcm, voiceActivity);
  const chunk = { trackId: 'clip', startSample: 0, pcm, end: 'track-end', speechSamples, lost } as const;
  const result = await transcribeChunk(chunk, transcriber, { language: 'en' });
  const text = result.segments.map((segment) => segment.text).join(' ');
  const confidence = Math.min(1, ...result.segments.map((segment) => segment.confidence));
  return { verdict: verdictOn(result, text === said, confidence), text, confidence, reason: result.reason };
}

/** Flagged: nothing or not everything was believed, or people are told that it is unsure. */
function verdictOn({ outcome, reason }: ChunkResult, isExact: boolean, confidence: number): ClipVerdict {
  if (isExact) return 'exact';
  return outcome !== 'transcribed' || reason !== null || confidence < UNSURE ? 'flagged' : 'confident-wrong';
}

async function countSpeech(pcm: Pcm, voiceActivity: VoiceActivity): Promise<number> {
  const windows = Math.floor(pcm.length / VAD_WINDOW_SAMPLES);
  const probabilities = await voiceActivity.detector().probabilities(pcm.subarray(0, windows * VAD_WINDOW_SAMPLES));
  return probabilities.filter((probability) => probability >= SPEECH).length * VAD_WINDOW_SAMPLES;
}

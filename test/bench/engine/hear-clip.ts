import { detectSpans, RECORDING_CHUNKS, WindowPacker } from '../../../src/audio/index.ts';
import type { ChunkResult } from '../../../src/domain/chunk-result.ts';
import { lostInPieces, type SpeechWindow } from '../../../src/domain/speech-window.ts';
import { UNSURE } from '../../../src/domain/unsure.ts';
import type { Transcriber } from '../../../src/ports/transcriber.ts';
import type { VoiceActivity } from '../../../src/ports/voice-activity.ts';
import { TrackEngine, transcribeWindow } from '../../../src/transcription/index.ts';
import type { ArrivedSound } from './through-journal.ts';

export type ClipVerdict = 'exact' | 'flagged' | 'confident-wrong';

export interface HeardClip {
  readonly verdict: ClipVerdict;
  readonly text: string;
  /** The lowest of its segments. */
  readonly confidence: number;
  /** Why text was left out; null when none was. */
  readonly reason: string | null;
}

/** One sentence as the final pass hears it: speech detection, windows, engine, gates. Held against what was said. */
export async function hearClip(
  sound: ArrivedSound,
  said: string,
  transcriber: Transcriber,
  voiceActivity: VoiceActivity,
): Promise<HeardClip> {
  const engine = new TrackEngine(transcriber, 'en');
  const settings = { language: 'en', translateTo: null };
  const results: ChunkResult[] = [];
  for (const window of await windowsOf(sound, voiceActivity))
    results.push(await transcribeWindow(window, engine, settings));
  const segments = results.flatMap((result) => result.segments);
  const text = segments.map((segment) => segment.text).join(' ');
  const confidence = Math.min(1, ...segments.map((segment) => segment.confidence));
  const reason = results.find((result) => result.reason !== null)?.reason ?? null;
  const isFlagged = text === '' || reason !== null || confidence < UNSURE;
  return { verdict: verdictOn(text === said, isFlagged), text, confidence, reason };
}

/** Flagged: nothing or not everything was believed, or people are told that it is unsure. */
function verdictOn(isExact: boolean, isFlagged: boolean): ClipVerdict {
  if (isExact) return 'exact';
  return isFlagged ? 'flagged' : 'confident-wrong';
}

async function windowsOf({ pcm, lost }: ArrivedSound, voiceActivity: VoiceActivity): Promise<SpeechWindow[]> {
  const packer = new WindowPacker();
  const windows: Omit<SpeechWindow, 'trackId'>[] = [];
  async function* blocks() {
    yield pcm;
  }
  for await (const span of detectSpans(blocks(), voiceActivity.detector(), RECORDING_CHUNKS))
    windows.push(...packer.push(span));
  windows.push(...packer.flush());
  return windows.map((window) => ({ ...window, trackId: 'clip', lost: lostInPieces(lost, window.pieces) }));
}

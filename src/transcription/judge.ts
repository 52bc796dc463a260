import type { TranscribedSegment, Transcription } from '../ports/transcriber.ts';
import { withoutAnnotations } from './believe/annotations.ts';
import type { Doubt } from './believe/doubt.ts';
import {
  averageLogProbability,
  isWeak,
  MAX_NO_SPEECH_PROBABILITY,
  MIN_AVERAGE_LOG_PROBABILITY,
  noSpeechProbability,
  type Sound,
} from './believe/evidence.ts';
import { isKnownPhrase } from './believe/known-phrase.ts';
import { isLoop } from './believe/loops.ts';
import { isPromptEcho } from './believe/prompt-echo.ts';
import { isTooFast } from './believe/speaking-time.ts';
import type { TrackBeliefs } from './believe/track-beliefs.ts';

/** What a text is judged by. */
export interface Circumstances extends Sound {
  /** What the engine was prompted with. */
  readonly prompt?: string;
  /** What the speaker said before. */
  readonly beliefs?: TrackBeliefs;
}

export interface Verdict {
  /** What is believed, without the names of sounds. */
  readonly segments: readonly TranscribedSegment[];
  /** Why the rest is not, in order, each reason once. */
  readonly doubts: readonly Doubt[];
}

/**
 * Parts a transcription into what is believed and why the rest is not. A doubt about the whole takes all of it; a doubt about one
 * segment leaves the others: an invented "Thanks for watching!" at the end must not cost the half minute before it.
 */
export function judge(transcription: Transcription, circumstances: Circumstances): Verdict {
  const heard = transcription.segments.map(withoutAnnotations).filter((segment) => /[\p{L}\p{N}]/u.test(segment.text));
  const doubt = heard.length === 0 ? null : doubtAboutAll(heard, circumstances);
  if (doubt) return { segments: [], doubts: [doubt] };
  const verdicts = heard.map((segment) => ({ segment, doubt: doubtAboutOne(segment, circumstances) }));
  return {
    segments: verdicts.filter((verdict) => !verdict.doubt).map(({ segment }) => segment),
    doubts: [...new Set(verdicts.flatMap((verdict) => verdict.doubt ?? []))],
  };
}

function doubtAboutAll(segments: readonly TranscribedSegment[], circumstances: Circumstances): Doubt | null {
  const text = segments.map((segment) => segment.text).join(' ');
  const isWeakEvidence = isWeak(text, segments, circumstances);
  if (isPromptEcho(text, circumstances.prompt ?? '', isWeakEvidence)) return 'prompt-echo';
  if (isLoop(text)) return 'repetitive';
  if (isTooFast(text, circumstances.speechMs, circumstances.chunkMs)) return 'too-fast';
  return circumstances.beliefs?.isRefrain(text, isWeakEvidence) ? 'repeated-phrase' : null;
}

function doubtAboutOne(segment: TranscribedSegment, circumstances: Circumstances): Doubt | null {
  const evidence = [segment];
  const logProbability = averageLogProbability(evidence);
  const isSilence = noSpeechProbability(evidence) > MAX_NO_SPEECH_PROBABILITY;
  // A sure text outweighs a doubtful sound (whisper/transcribe.py); an engine that tells no probability can't outweigh it.
  if (isSilence && (logProbability ?? MIN_AVERAGE_LOG_PROBABILITY) <= MIN_AVERAGE_LOG_PROBABILITY) return 'no-speech';
  if (logProbability !== null && logProbability < MIN_AVERAGE_LOG_PROBABILITY) return 'unsure';
  const isWeakEvidence = isWeak(segment.text, evidence, circumstances);
  if (isPromptEcho(segment.text, circumstances.prompt ?? '', isWeakEvidence)) return 'prompt-echo';
  return isWeakEvidence && isKnownPhrase(segment.text) ? 'known-phrase' : null;
}

import { msOfSamples, type Pcm } from '../../domain/audio.ts';
import type { Transcription } from '../../ports/transcriber.ts';
import { averageLogProbability } from './average-log-probability.ts';

/** Below this mean (natural logarithm; a token is then right 6 times in 10) the words may be another language, forced into the track's. */
const WEAK_LOG_PROBABILITY = -0.5;
/** Another language must be so sure … */
const SURE_LANGUAGE = 0.7;
/** … or, from an engine that does not tell, must explain the sound so much better, in so much of it. */
const BETTER_LOG_PROBABILITY = 0.2;
const ENOUGH_SOUND_MS = 2_000;

/** Whether a window that was heard in the track's language may be in another one. An engine with one language can't have missed another. */
export function mayBeAnotherLanguage(transcription: Transcription): boolean {
  const average = averageLogProbability(transcription);
  return transcription.languageProbability !== 1 && average !== null && average < WEAK_LOG_PROBABILITY;
}

/** Whether what was heard with the language left open (`other`) is to be believed against what was heard in the track's. */
export function isAnotherLanguage(inTrack: Transcription, other: Transcription, pcm: Pcm): boolean {
  if (other.language === null || other.language === inTrack.language || other.segments.length === 0) return false;
  if (other.languageProbability !== undefined) return other.languageProbability >= SURE_LANGUAGE;
  const [before, after] = [averageLogProbability(inTrack), averageLogProbability(other)];
  if (before === null || after === null) return false;
  return msOfSamples(pcm.length) >= ENOUGH_SOUND_MS && after >= before + BETTER_LOG_PROBABILITY;
}

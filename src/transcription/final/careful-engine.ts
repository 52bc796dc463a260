import { msOfSamples, type Pcm } from '../../domain/audio.ts';
import type { Transcriber, Transcription } from '../../ports/transcriber.ts';
import { averageLogProbability } from './average-log-probability.ts';
import { borrowedEngine } from './borrowed-engine.ts';

/** What whisper-cli searches with unless told otherwise. */
const BEAM_SIZE = 5;
/**
 * Whisper was trained on 30 s with silence after the last word, and is steadiest so. A longer window is always heard like that; for a shorter one it would
 * cost many times what its sound is worth, so it is heard like that only where the first hearing looks wrong.
 */
const FULL_CONTEXT_FROM_MS = 8_000;
/** Natural logarithm: a token is then right in 6 cases of 10. */
const WEAK_LOG_PROBABILITY = -0.5;
/** The sound goes on so long after the last word (0.3 s of it are the pad): a context that is too short loses the end of a sentence. */
const EARLY_END_MS = 1_800;

/** The engine with beams, and with its whole context where that may matter; as far as it can. It is borrowed. */
export function carefulEngine(engine: Transcriber): Transcriber {
  const { beam, shortContext } = engine.capabilities;
  const search = beam ? { beamSize: BEAM_SIZE } : {};
  return borrowedEngine(engine, async (request, signal) => {
    const isLong = msOfSamples(request.pcm.length) >= FULL_CONTEXT_FROM_MS;
    const asked = { ...search, ...(shortContext && isLong ? { fullContext: true } : {}), ...request };
    const first = await engine.transcribe(asked, signal);
    if (!shortContext || asked.fullContext || looksRight(first, request.pcm)) return first;
    return await engine.transcribe({ ...asked, fullContext: true }, signal);
  });
}

/** Silence is believed: speech detection takes breath and clatter for speech too. */
function looksRight(transcription: Transcription, pcm: Pcm): boolean {
  const { segments } = transcription;
  if (segments.length === 0) return true;
  const lastMs = Math.max(...segments.map((segment) => segment.words.at(-1)?.endMs ?? segment.endMs));
  const isSure = (averageLogProbability(transcription) ?? 0) >= WEAK_LOG_PROBABILITY;
  return isSure && lastMs >= msOfSamples(pcm.length) - EARLY_END_MS;
}

import { serveChild } from '../../child/index.ts';
import { msOfSamples } from '../../domain/audio.ts';
import { preparePcm } from '../../domain/prepare-pcm.ts';
import type { Transcription, TranscriptionRequest } from '../../ports/transcriber.ts';
import { loadEngine } from './native-engine.ts';
import { toParameters } from './to-parameters.ts';
import { toTranscription } from './to-transcription.ts';
import type { WhisperInit } from './whisper-init.ts';

serveChild<WhisperInit, TranscriptionRequest, Transcription>(async (init) => {
  const transcribe = await loadEngine(init.model.path, init.useGpu);
  return async (request) => {
    if (request.pcm.length === 0) return { language: request.language, segments: [] };
    const pcm = preparePcm(request.pcm);
    const results = await transcribe(pcm, toParameters(request, pcm.length, init));
    const transcription = toTranscription(results, {
      durationMs: msOfSamples(request.pcm.length),
      endOfTextId: init.model.endOfTextId,
      language: request.language,
    });
    return init.model.isMultilingual ? transcription : { ...transcription, languageProbability: 1 };
  };
});

import { serveChild } from '../../child/index.ts';
import { msOfSamples } from '../../domain/audio.ts';
import { preparePcm } from '../../domain/prepare-pcm.ts';
import type { Transcription, TranscriptionRequest } from '../../ports/transcriber.ts';
import type { CppInit } from './cpp-init.ts';
import { runFault } from './engine-fault.ts';
import { factsOf, loadModel } from './load-model.ts';
import { toOptions } from './to-options.ts';
import { toTranscription } from './to-transcription.ts';

serveChild<CppInit, TranscriptionRequest, Transcription>(async (init) => {
  const model = await loadModel(init);
  const session = model.createSession({ nThreads: init.threads });
  const facts = factsOf(model);
  return async (request) => {
    if (request.pcm.length === 0) return { language: request.language, segments: [] };
    const options = toOptions(request, facts);
    try {
      // The engine borrows the samples until it answers; nobody else has this copy.
      const result = await session.run(preparePcm(request.pcm), options);
      const language = request.language ?? options.language ?? null;
      return toTranscription(result, { durationMs: msOfSamples(request.pcm.length), language });
    } catch (error) {
      throw runFault(error);
    }
  };
});

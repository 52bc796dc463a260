// A whisper child on a machine whose GPU is full or gone: it starts with the CPU only. Forked by the tests of the transcriber.
import { serveChild } from '../../src/child/index.ts';
import type { Transcription, TranscriptionRequest } from '../../src/ports/transcriber.ts';
import { loadEngine } from '../../src/providers/whisper/native-engine.ts';
import type { WhisperInit } from '../../src/providers/whisper/whisper-init.ts';
import { addonWithoutGpu } from './addon-without-gpu.ts';

serveChild<WhisperInit, TranscriptionRequest, Transcription>(async (init) => {
  await loadEngine(init.model.path, init.useGpu, addonWithoutGpu);
  return async ({ language }) => ({ language, segments: [] });
});

import type { Binding } from 'smart-whisper';

const model = { handle: null, freed: false, free: () => Promise.resolve() };

/** smart-whisper's addon where whisper.cpp can't load a model on the GPU. */
export const addonWithoutGpu: typeof Binding = {
  WhisperModel: {
    load: (_path: string, gpu: boolean) =>
      gpu ? Promise.reject(new Error('Failed to initialize whisper context')) : Promise.resolve(model),
  },
  transcribe: () => {
    throw new Error('nothing was loaded');
  },
} as unknown as typeof Binding;

import { TranscribeModel } from 'transcribe-cpp';
import type { CppInit } from './cpp-init.ts';
import { loadFault } from './engine-fault.ts';
import type { LoadedModel } from './to-options.ts';

/**
 * Loads the model, in the child.
 *
 * @throws MomError model_missing, model_damaged, stt_gpu, engine_missing, stt_failed
 */
export async function loadModel({ modelPath, modelName, useGpu }: CppInit): Promise<TranscribeModel> {
  try {
    return await TranscribeModel.load(modelPath, { backend: useGpu ? 'auto' : 'cpu' });
  } catch (error) {
    throw loadFault(error, modelName, useGpu);
  }
}

/** What requests must know of it. */
export function factsOf(model: TranscribeModel): LoadedModel {
  return { isWhisper: model.arch === 'whisper', capabilities: model.capabilities, canTokenize };

  function canTokenize(text: string): boolean {
    try {
      return model.tokenize(text).length > 0;
    } catch {
      return false;
    }
  }
}

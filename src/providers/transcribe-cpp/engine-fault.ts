import { BackendError, ModelFileNotFound, ModelLoadError, OutOfMemory, UnsupportedRequest } from 'transcribe-cpp';
import { MomError } from '../../errors.ts';

/** Why a model did not load. With a GPU, memory and driver are its fault, and the CPU is tried next. */
export function loadFault(cause: unknown, modelName: string, useGpu: boolean): MomError {
  if (cause instanceof ModelFileNotFound)
    return new MomError('model_missing', `The model ${modelName} is not where it was.`, { cause });
  if (cause instanceof ModelLoadError)
    return new MomError('model_damaged', `The model ${modelName} can't be loaded (${reason(cause)}).`, { cause });
  if (useGpu && (cause instanceof BackendError || cause instanceof OutOfMemory))
    return new MomError('stt_gpu', `the model could not be loaded (${reason(cause)})`, { cause });
  const isEngine = !(cause instanceof OutOfMemory);
  return new MomError(isEngine ? 'engine_missing' : 'stt_failed', `transcribe.cpp can't be used (${reason(cause)})`, {
    cause,
  });
}

/** Why a chunk has no text. */
export function runFault(cause: unknown): MomError {
  if (cause instanceof MomError) return cause;
  if (cause instanceof UnsupportedRequest) return new MomError('stt_language', reason(cause), { cause });
  return new MomError('stt_failed', reason(cause), { cause });
}

const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? 'unknown reason';

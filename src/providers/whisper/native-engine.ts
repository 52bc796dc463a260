import { createRequire } from 'node:module';
import type { Binding, TranscribeDetailedResult, TranscribeParams } from 'smart-whisper';
import type { Pcm } from '../../domain/audio.ts';
import { MomError } from '../../errors.ts';

type Addon = typeof Binding;
export type NativeParameters = Partial<TranscribeParams<'detail', true>>;
/** `no_speech_prob` comes with whisper.cpp 1.9, not with the one that smart-whisper carries. */
export type NativeSegment = TranscribeDetailedResult<true> & { readonly no_speech_prob?: number };

/** One chunk through whisper.cpp, on libuv's threads. */
export type NativeTranscribe = (pcm: Pcm, parameters: NativeParameters) => Promise<readonly NativeSegment[]>;

/**
 * Loads the model. A bad file may kill the process: check it before.
 *
 * @throws MomError engine_missing; stt_gpu when the model can't be loaded on the GPU (memory, driver); stt_failed
 */
export async function loadEngine(modelPath: string, useGpu: boolean, addon = loadAddon()): Promise<NativeTranscribe> {
  const model = await addon.WhisperModel.load(modelPath, useGpu).catch((error: unknown) => {
    const code = useGpu ? 'stt_gpu' : 'stt_failed';
    throw new MomError(code, `the model could not be loaded (${reason(error)})`, { cause: error });
  });
  return (pcm, parameters) =>
    new Promise((resolve, reject) => {
      const { handle } = model;
      if (!handle) throw new MomError('stt_failed', 'the model is not loaded');
      const finish = (result: readonly NativeSegment[] | Error): void => {
        if (result instanceof Error) reject(new MomError('stt_failed', result.message));
        else resolve(result);
      };
      addon.transcribe<'detail', true>(handle, pcm, parameters, finish, ignoreProgress);
    });
}

const ADDON = 'smart-whisper/build/Release/smart-whisper.node';

/** Whether the set-up could compile the addon here; looks for the file, loads nothing. */
export function isWhisperCompiled(): boolean {
  try {
    return createRequire(import.meta.url).resolve(ADDON) !== '';
  } catch {
    return false;
  }
}

function loadAddon(): Addon {
  try {
    return createRequire(import.meta.url)(ADDON) as Addon;
  } catch (error) {
    throw new MomError(
      'engine_missing',
      `whisper.cpp can't be loaded on this machine (${reason(error)}); run \`npm install\` again where a C++ compiler is installed`,
      { cause: error },
    );
  }
}

function reason(error: unknown): string {
  const isNotBuilt = error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
  if (isNotBuilt) return 'it is not compiled';
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? 'unknown reason';
}

/** Partial results are read while whisper.cpp still writes them, so they are of no use. */
function ignoreProgress(): undefined {
  return undefined;
}

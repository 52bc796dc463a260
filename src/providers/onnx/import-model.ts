import { MomError } from '../../errors.ts';
import type { ShippedModel } from './shipped-models.ts';

/** Imports what needs onnxruntime late, so that a missing native library is an answer and not a crash. */
export async function importModel<T>(load: () => Promise<T>, { failureCode }: ShippedModel): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new MomError(failureCode, `onnxruntime-node can't be loaded (${reason}); run \`npm install\` again`, {
      cause: error,
    });
  }
}

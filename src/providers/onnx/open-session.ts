import { InferenceSession } from 'onnxruntime-node';
import { damagedModel } from './check-onnx-file.ts';
import type { ShippedModel } from './shipped-models.ts';

/**
 * Loads a model into this process. What it then computes blocks the thread.
 *
 * @throws MomError model_damaged
 */
export async function openSession(path: string, model: ShippedModel): Promise<InferenceSession> {
  const session = await create(path, model);
  const isRight =
    model.inputs.every((name) => session.inputNames.includes(name)) &&
    model.outputs.every((name) => session.outputNames.includes(name));
  if (!isRight) throw damagedModel(path, `it is no ${model.name} model`, model);
  return session;
}

async function create(path: string, model: ShippedModel): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  } catch (error) {
    throw damagedModel(path, error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error), model);
  }
}

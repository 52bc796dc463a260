import { Tensor } from 'onnxruntime-node';
import { SEGMENT_WINDOW_SAMPLES } from '../../ports/speaker-segmenter.ts';
import { openSession } from './open-session.ts';
import { readPowerset } from './read-powerset.ts';
import type { SegmenterReply, SegmenterRequest } from './segmenter-messages.ts';
import { PYANNOTE_SEGMENTATION } from './shipped-models.ts';

/**
 * The model in this process. Blocks the thread for each window (60 ms on two shared cores).
 *
 * @throws MomError model_damaged
 */
export async function loadSegmenter(
  modelPath: string,
): Promise<(request: SegmenterRequest) => Promise<SegmenterReply>> {
  const session = await openSession(modelPath, PYANNOTE_SEGMENTATION);
  return async ({ samples }) => {
    const { y } = await session.run({ x: new Tensor('float32', samples, [1, 1, SEGMENT_WINDOW_SAMPLES]) });
    return { voices: readPowerset(y?.data as Float32Array) };
  };
}

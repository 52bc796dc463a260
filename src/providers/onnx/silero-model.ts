import { Tensor } from 'onnxruntime-node';
import { SAMPLE_RATE_HZ } from '../../domain/audio.ts';
import { VAD_WINDOW_SAMPLES } from '../../ports/voice-activity.ts';
import { openSession } from './open-session.ts';
import { SILERO } from './shipped-models.ts';
import { CONTEXT_SAMPLES, type SileroReply, type SileroRequest } from './silero-messages.ts';

const INPUT_SAMPLES = CONTEXT_SAMPLES + VAD_WINDOW_SAMPLES;

/**
 * The model in this process. Blocks the thread for each window.
 *
 * @throws MomError model_damaged
 */
export async function loadSilero(modelPath: string): Promise<(request: SileroRequest) => Promise<SileroReply>> {
  const session = await openSession(modelPath, SILERO);
  const rate = new Tensor('int64', BigInt64Array.of(BigInt(SAMPLE_RATE_HZ)), []);
  return async ({ samples, state }) => {
    const windows = (samples.length - CONTEXT_SAMPLES) / VAD_WINDOW_SAMPLES;
    const probabilities = new Float32Array(windows);
    let tensor = new Tensor('float32', state, [2, 1, 128]);
    for (const index of probabilities.keys()) {
      const start = index * VAD_WINDOW_SAMPLES;
      const input = new Tensor('float32', samples.slice(start, start + INPUT_SAMPLES), [1, INPUT_SAMPLES]);
      const { output, stateN } = await session.run({ input, state: tensor, sr: rate });
      probabilities[index] = Number(output?.data[0]);
      tensor = stateN as typeof tensor;
    }
    return { probabilities, state: tensor.data };
  };
}

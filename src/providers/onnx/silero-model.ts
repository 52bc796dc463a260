import { InferenceSession, Tensor } from 'onnxruntime-node';
import { SAMPLE_RATE_HZ } from '../../domain/audio.ts';
import { MomError } from '../../errors.ts';
import { VAD_WINDOW_SAMPLES } from '../../ports/voice-activity.ts';
import { CONTEXT_SAMPLES, type SileroReply, type SileroRequest } from './silero-messages.ts';

const INPUTS = ['input', 'state', 'sr'];
const OUTPUTS = ['output', 'stateN'];
const INPUT_SAMPLES = CONTEXT_SAMPLES + VAD_WINDOW_SAMPLES;

/**
 * The model in this process. Blocks the thread for each window.
 *
 * @throws MomError model_damaged
 */
export async function loadSilero(modelPath: string): Promise<(request: SileroRequest) => Promise<SileroReply>> {
  const session = await openSession(modelPath);
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

async function openSession(modelPath: string): Promise<InferenceSession> {
  const session = await createSession(modelPath);
  const isSilero =
    INPUTS.every((name) => session.inputNames.includes(name)) &&
    OUTPUTS.every((name) => session.outputNames.includes(name));
  if (!isSilero) throw damaged(modelPath, 'it is no Silero VAD model');
  return session;
}

async function createSession(modelPath: string): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(modelPath, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  } catch (error) {
    throw damaged(modelPath, error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error));
  }
}

function damaged(modelPath: string, fault: string): MomError {
  return new MomError(
    'model_damaged',
    `The speech detection model ${modelPath} can't be used: ${fault}; the right one comes with AI MOM as models/silero_vad_16k_op15.onnx.`,
    { file: modelPath },
  );
}

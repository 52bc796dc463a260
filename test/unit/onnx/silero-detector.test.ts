import { describe, expect, it } from 'vitest';
import { MomError } from '../../../src/errors.ts';
import { VAD_WINDOW_SAMPLES } from '../../../src/ports/voice-activity.ts';
import { SileroDetector } from '../../../src/providers/onnx/silero-detector.ts';
import type { SileroReply, SileroRequest } from '../../../src/providers/onnx/silero-messages.ts';

const CONTEXT = 64;

/** A model that counts the windows in its state and tells the number of each as its probability. */
function countingModel() {
  const requests: SileroRequest[] = [];
  const faults: unknown[] = [];
  const ask = async (request: SileroRequest): Promise<SileroReply> => {
    requests.push(request);
    if (faults.length > 0) throw faults.shift();
    const windows = (request.samples.length - CONTEXT) / VAD_WINDOW_SAMPLES;
    const heard = request.state[0] ?? 0;
    const probabilities = Float32Array.from({ length: windows }, (_, index) => heard + index);
    return { probabilities, state: Float32Array.from(request.state, () => heard + windows) };
  };
  return { requests, faults, ask };
}

const ramp = (windows: number): Float32Array =>
  Float32Array.from({ length: windows * VAD_WINDOW_SAMPLES }, (_, index) => index + 1);

describe('SileroDetector', () => {
  it('begins with silence, and hands on state and the last samples', async () => {
    const model = countingModel();
    const detector = new SileroDetector(model.ask);
    expect(await detector.probabilities(ramp(2))).toEqual(Float32Array.of(0, 1));
    expect(await detector.probabilities(ramp(1))).toEqual(Float32Array.of(2));
    const [first, second] = model.requests;
    expect(first?.samples.subarray(0, CONTEXT)).toEqual(new Float32Array(CONTEXT));
    expect(second?.samples.subarray(0, CONTEXT)).toEqual(ramp(2).subarray(-CONTEXT));
    expect(second?.samples.subarray(CONTEXT)).toEqual(ramp(1));
  });

  it('asks for at most 30 s at a time', async () => {
    const model = countingModel();
    const probabilities = await new SileroDetector(model.ask).probabilities(ramp(2_000));
    expect(probabilities).toEqual(Float32Array.from({ length: 2_000 }, (_, index) => index));
    const windows = model.requests.map(({ samples }) => (samples.length - CONTEXT) / VAD_WINDOW_SAMPLES);
    expect(windows).toEqual([937, 937, 126]);
    expect(model.requests[1]?.samples[0]).toBe(937 * VAD_WINDOW_SAMPLES - CONTEXT + 1);
  });

  it('forgets a call that failed halfway', async () => {
    const model = countingModel();
    const detector = new SileroDetector(async (request) => {
      if (model.requests.length === 1) model.faults.push(new MomError('vad_failed', 'gone'));
      return await model.ask(request);
    });
    await expect(detector.probabilities(ramp(1_000))).rejects.toMatchObject({ code: 'vad_failed' });
    expect((await detector.probabilities(ramp(1_000))).at(-1)).toBe(999);
  });

  it('takes samples that are no numbers for silence', async () => {
    const model = countingModel();
    await new SileroDetector(model.ask).probabilities(new Float32Array(VAD_WINDOW_SAMPLES).fill(Number.NaN));
    expect(model.requests[0]?.samples).toEqual(new Float32Array(CONTEXT + VAD_WINDOW_SAMPLES));
  });
});

import type { ErrorCode } from '../../errors.ts';

/** A model that comes with AI MOM, in models/. */
export interface ShippedModel {
  /** "speech detection" */
  readonly purpose: string;
  readonly name: string;
  readonly file: string;
  /** What is smaller or larger is another file: the sizes of the published ones with room on both sides. */
  readonly leastBytes: number;
  readonly mostBytes: number;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Under which code callers meet what happens to its child. */
  readonly failureCode: ErrorCode;
}

/** Published with 1.2 to 2.4 MB. */
export const SILERO: ShippedModel = {
  purpose: 'speech detection',
  name: 'Silero VAD',
  file: 'silero_vad_16k_op15.onnx',
  leastBytes: 200_000,
  mostBytes: 20_000_000,
  inputs: ['input', 'state', 'sr'],
  outputs: ['output', 'stateN'],
  failureCode: 'vad_failed',
};

/** Published with 1.5 (int8) to 6 MB. */
export const PYANNOTE_SEGMENTATION: ShippedModel = {
  purpose: 'speaker segmentation',
  name: 'pyannote segmentation 3.0',
  file: 'pyannote-segmentation-3.0.int8.onnx',
  leastBytes: 200_000,
  mostBytes: 50_000_000,
  inputs: ['x'],
  outputs: ['y'],
  failureCode: 'diarization_failed',
};

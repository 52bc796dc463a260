import type { WhisperModelFile } from './model-file.ts';

/** What every new child is told. */
export interface WhisperInit {
  readonly model: WhisperModelFile;
  readonly useGpu: boolean;
  readonly threads: number;
}

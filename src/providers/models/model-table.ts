import type { ModelEntry } from '../../ports/model-library.ts';
import { onnxTable } from './onnx-table.ts';
import { whisperTable } from './whisper-table.ts';

/** Every model that can be had by name. */
export const modelTable: readonly ModelEntry[] = [...whisperTable, ...onnxTable];

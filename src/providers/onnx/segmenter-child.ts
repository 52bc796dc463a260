import { setPriority } from 'node:os';
import { serveChild } from '../../child/index.ts';
import { importModel } from './import-model.ts';
import type { OnnxInit } from './onnx-pool.ts';
import type { SegmenterReply, SegmenterRequest } from './segmenter-messages.ts';
import { PYANNOTE_SEGMENTATION } from './shipped-models.ts';

/** Words come first: this only uses what the engine leaves of the machine (nice 10). */
const LOW_PRIORITY = 10;

serveChild<OnnxInit, SegmenterRequest, SegmenterReply>(async ({ modelPath }) => {
  setPriority(LOW_PRIORITY);
  const { loadSegmenter } = await importModel(() => import('./segmenter-model.ts'), PYANNOTE_SEGMENTATION);
  return await loadSegmenter(modelPath);
});

import { serveChild } from '../../child/index.ts';
import { importModel } from './import-model.ts';
import type { OnnxInit } from './onnx-pool.ts';
import { SILERO } from './shipped-models.ts';
import type { SileroReply, SileroRequest } from './silero-messages.ts';

serveChild<OnnxInit, SileroRequest, SileroReply>(async ({ modelPath }) => {
  const { loadSilero } = await importModel(() => import('./silero-model.ts'), SILERO);
  return await loadSilero(modelPath);
});

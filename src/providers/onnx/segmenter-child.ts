import { serveChild } from '../../child/index.ts';
import { MomError } from '../../errors.ts';
import type { SegmenterInit, SegmenterReply, SegmenterRequest } from './segmenter-messages.ts';

serveChild<SegmenterInit, SegmenterRequest, SegmenterReply>(async ({ modelPath }) => {
  const { loadSegmenter } = await importModel();
  return await loadSegmenter(modelPath);
});

/** Late, so that a missing native library is an answer and not a crash. */
async function importModel(): Promise<typeof import('./segmenter-model.ts')> {
  try {
    return await import('./segmenter-model.ts');
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new MomError(
      'diarization_failed',
      `onnxruntime-node can't be loaded (${reason}); run \`npm install\` again`,
      {
        cause: error,
      },
    );
  }
}

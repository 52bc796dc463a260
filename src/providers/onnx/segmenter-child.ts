import { setPriority } from 'node:os';
import { serveChild } from '../../child/index.ts';
import { MomError } from '../../errors.ts';
import type { SegmenterInit, SegmenterReply, SegmenterRequest } from './segmenter-messages.ts';

/** Words come first: this only uses what the engine leaves of the machine (nice 10). */
const LOW_PRIORITY = 10;

serveChild<SegmenterInit, SegmenterRequest, SegmenterReply>(async ({ modelPath }) => {
  setPriority(LOW_PRIORITY);
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

import { serveChild } from '../../child/index.ts';
import { MomError } from '../../errors.ts';
import type { SileroInit, SileroReply, SileroRequest } from './silero-messages.ts';

serveChild<SileroInit, SileroRequest, SileroReply>(async ({ modelPath }) => {
  const { loadSilero } = await importModel();
  return await loadSilero(modelPath);
});

/** Late, so that a missing native library is an answer and not a crash. */
async function importModel(): Promise<typeof import('./silero-model.ts')> {
  try {
    return await import('./silero-model.ts');
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new MomError('vad_failed', `onnxruntime-node can't be loaded (${reason}); run \`npm install\` again`, {
      cause: error,
    });
  }
}

import { serveChild } from '../../child/index.ts';
import { MomError } from '../../errors.ts';
import type { DecoderShelf } from './decoder-shelf.ts';
import type { OpusReply, OpusRequest } from './opus-messages.ts';

serveChild<null, OpusRequest, OpusReply>(async () => {
  const shelf = await openShelf();
  return async (request) => shelf.decode(request);
});

/** Late, so that a missing native library is an answer and not a crash. */
async function openShelf(): Promise<DecoderShelf> {
  try {
    const { DecoderShelf } = await import('./decoder-shelf.ts');
    return new DecoderShelf();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    throw new MomError('opus_failed', `@evan/opus can't be loaded (${reason}); run \`npm install\` again`, { cause });
  }
}

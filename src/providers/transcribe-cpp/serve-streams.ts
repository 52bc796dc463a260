import { serveChild } from '../../child/index.ts';
import { MomError } from '../../errors.ts';
import type { CppInit } from './cpp-init.ts';
import { CppStream } from './cpp-stream.ts';
import { runFault } from './engine-fault.ts';
import type { StreamJob, StreamReply } from './stream-job.ts';
import type { StreamingModel } from './streaming-model.ts';
import { toOptions } from './to-options.ts';

/** The child's side of one stream after the other; the model is loaded once. */
export function serveStreams(load: (init: CppInit) => Promise<StreamingModel>): void {
  serveChild<CppInit, StreamJob, StreamReply>(async (init) => {
    const model = await load(init);
    let stream: CppStream | null = null;
    return async (job) => {
      try {
        if (job.kind === 'open') {
          stream?.leave();
          stream = null;
          stream = await open(model, job.language, init.modelName);
          return null;
        }
        if (!stream) throw new MomError('stt_crashed', 'the stream went with its process');
        return await (job.kind === 'feed' ? stream.feed(job.pcm) : stream.finish());
      } catch (error) {
        throw runFault(error);
      }
    };
  });
}

async function open(model: StreamingModel, wanted: string | null, modelName: string): Promise<CppStream> {
  if (!model.supportsStreaming) throw new MomError('stt_no_stream', `the model ${modelName} takes whole chunks only`);
  const { language, timestamps } = toOptions({ pcm: new Float32Array(0), language: wanted }, model.facts);
  const options = { ...(timestamps ? { timestamps } : {}), ...(language ? { language } : {}) };
  const stream = await model.stream({ ...options, commitPolicy: 'stable_prefix' });
  return new CppStream(stream, wanted ?? language ?? null);
}

import { factsOf, loadModel } from './load-model.ts';
import { serveStreams } from './serve-streams.ts';

serveStreams(async (init) => {
  const model = await loadModel(init);
  const session = model.createSession({ nThreads: init.threads });
  return {
    facts: factsOf(model),
    supportsStreaming: model.capabilities.supportsStreaming,
    stream: (options) => session.stream(options),
  };
});

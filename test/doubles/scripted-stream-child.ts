// A child of transcribe.cpp whose engine is scripted: streaming models are too large to be had in tests. Forked by the tests of the transcriber.
import type { Segment } from 'transcribe-cpp';
import { serveStreams } from '../../src/providers/transcribe-cpp/serve-streams.ts';
import type { EngineStream } from '../../src/providers/transcribe-cpp/streaming-model.ts';
import { MODEL_WITHOUT_STREAMS, streamCues, streamWords } from './stream-cues.ts';

let active: ScriptedEngineStream | null = null;

serveStreams(async ({ modelName }) => ({
  supportsStreaming: modelName !== MODEL_WITHOUT_STREAMS,
  facts: {
    isWhisper: false,
    capabilities: { languages: ['en'], supportsLanguageDetect: false, maxTimestampKind: 'none' },
    canTokenize: () => true,
  },
  stream: async ({ commitPolicy, language }) => {
    if (active) throw new Error('Busy: a stream is active on this model');
    if (commitPolicy !== 'stable_prefix' || language !== 'en') throw new Error('other options were expected');
    active = new ScriptedEngineStream();
    return active;
  },
}));

class ScriptedEngineStream implements EngineStream {
  #count = 0;
  #isFinal = false;
  #hasTakenBack = false;

  async feed(pcm: Float32Array): Promise<void> {
    const cue = pcm[0];
    if (cue === streamCues.die) process.kill(process.pid, 'SIGKILL');
    if (cue === streamCues.hang || cue === streamCues.die) await new Promise(() => undefined);
    if (cue === streamCues.fail) throw new Error('the decoder is out of order\nat line 1');
    if (cue === streamCues.takeBack) this.#hasTakenBack = true;
    if (cue === streamCues.speak) this.#count++;
  }

  async finalize(): Promise<void> {
    this.#isFinal = true;
  }

  get text() {
    const words = this.#hasTakenBack ? ['Bad', 'evening', 'all'] : streamWords.slice(0, this.#count);
    const standing = this.#isFinal ? words : words.slice(0, -1);
    const text = (some: readonly string[]): string => some.map((word) => ` ${word}`).join('');
    return { full: text(words), committed: text(standing), tentative: text(words.slice(standing.length)) };
  }

  get snapshot() {
    const segment: Segment = {
      ...{ text: this.text.full, t0Ms: 40, t1Ms: 99_000 },
      ...{ firstWord: 0, nWords: 0, firstToken: 0, nTokens: 0, speakerId: 0 },
    };
    return { language: '', segments: [segment], words: [] };
  }

  reset(): void {
    if (active === this) active = null;
  }
}

import { describe, expect, it } from 'vitest';
import { samplesOfMs } from '../../../src/domain/audio.ts';
import { MomError } from '../../../src/errors.ts';
import type { TranscriberCapabilities, Transcription, TranscriptionRequest } from '../../../src/ports/transcriber.ts';
import { TrackEngine } from '../../../src/transcription/index.ts';
import { FakeTranscriber } from '../../doubles/fake-transcriber.ts';

/** How the engine hears one window: the language it is in, how sure it is of that, and how likely the words are in each language. */
interface Window {
  readonly spoken: string;
  readonly probability?: number;
  /** Log-probability of the words in a language; -0.1 where it is the spoken one, else -0.8. */
  readonly likely?: Readonly<Record<string, number | null>>;
  readonly isSilent?: true;
}

const SOUND = samplesOfMs(4_000);

describe('the language of a track', () => {
  it('is what most windows with words are in, the first where it is a tie', async () => {
    const rig = aTrack([
      { spoken: 'nl' },
      { spoken: 'xx', isSilent: true },
      { spoken: 'de' },
      { spoken: 'de' },
      { spoken: 'de' },
    ]);
    await rig.hearAll();
    expect((await rig.say(4)).language).toBe('de');
    expect(rig.asked(4)).toEqual(['de']);
    const tie = aTrack([{ spoken: 'nl' }, { spoken: 'de' }]);
    await tie.hearAll();
    expect((await tie.say(0)).language).toBe('nl');
  });

  it('is not looked for where somebody told it', async () => {
    const rig = aTrack([{ spoken: 'de' }], 'en');
    expect(rig.engine.isSettled).toBe(true);
    expect((await rig.say(0, 'en')).language).toBe('en');
    expect(rig.asked(0)).toEqual(['en']);
  });

  it('is left to the engine where no window had words', async () => {
    const rig = aTrack([{ spoken: 'de', isSilent: true }]);
    await rig.hearAll();
    expect((await rig.say(0)).segments).toEqual([]);
    expect(rig.asked(0)).toEqual([null]);
  });

  it('ends the vote after six windows: noise is not held in memory', async () => {
    const rig = aTrack(Array.from({ length: 7 }, () => ({ spoken: 'de', isSilent: true as const })));
    await rig.hearAll();
    expect(rig.engine.isSettled).toBe(true);
    expect(rig.calls).toHaveLength(6);
  });

  it('is not decided by a window that failed, whose failure shows when its turn comes', async () => {
    const failure = new MomError('stt_timeout', 'no answer in 20 s');
    const pcm = new Float32Array(SOUND);
    const engine = new TrackEngine(new FakeTranscriber(() => () => Promise.reject(failure)), null);
    await engine.listen({ pcm });
    engine.settle();
    await expect(engine.transcribe({ pcm, language: null })).rejects.toBe(failure);
  });
});

describe('a window in another language', () => {
  const german = Array.from({ length: 3 }, (): Window => ({ spoken: 'de' }));

  it('keeps it when the engine is sure', async () => {
    const rig = aTrack([...german, { spoken: 'en', probability: 0.9 }]);
    await rig.hearAll();
    expect((await rig.say(3)).language).toBe('en');
    expect(rig.asked(3)).toEqual(['de', null]);
  });

  it('is taken for the track’s when the engine is not sure', async () => {
    const rig = aTrack([...german, { spoken: 'en', probability: 0.4 }]);
    await rig.hearAll();
    expect((await rig.say(3)).language).toBe('de');
  });

  it('keeps it, from an engine that does not tell, only when the words are so much more likely', async () => {
    const clear = aTrack([...german, { spoken: 'en', likely: { de: -0.9, en: -0.2 } }]);
    await clear.hearAll();
    expect((await clear.say(3)).language).toBe('en');
    const close = aTrack([...german, { spoken: 'en', likely: { de: -0.6, en: -0.55 } }]);
    await close.hearAll();
    expect((await close.say(3)).language).toBe('de');
  });

  it('is not looked for where the words of the track’s language are likely, or nobody tells how likely', async () => {
    for (const likely of [
      { de: -0.2, en: -0.1 },
      { de: null, en: null },
    ]) {
      const rig = aTrack([...german, { spoken: 'en', likely }]);
      await rig.hearAll();
      expect((await rig.say(3)).language).toBe('de');
      expect(rig.asked(3)).toEqual(['de']);
    }
  });

  it('is not looked for by an engine that knows one language', async () => {
    const rig = aTrack([{ spoken: 'en', probability: 1, likely: { en: -0.9 } }]);
    await rig.hearAll();
    expect(rig.asked(0)).toEqual([null]);
    expect((await rig.say(0)).language).toBe('en');
    expect(rig.asked(0)).toEqual([null]);
  });

  it('is in that language in a second try and in its translation too', async () => {
    const rig = aTrack([...german, { spoken: 'en', probability: 0.9 }]);
    await rig.hearAll();
    await rig.say(3);
    expect((await rig.say(3, null, { temperature: 0.2 })).language).toBe('en');
    expect((await rig.say(3, null, { translate: true })).language).toBe('en');
  });
});

/** A track of windows; the vote is held over them in order until it is over. */
function aTrack(windows: readonly Window[], wanted: string | null = null) {
  const sounds = windows.map((_, index) => new Float32Array(SOUND).fill((index + 1) / 100));
  const indexOf = ({ pcm }: TranscriptionRequest): number => sounds.indexOf(pcm as Float32Array<ArrayBuffer>);
  const capabilities: Partial<TranscriberCapabilities> = { shortContext: false };
  const transcriber = new FakeTranscriber((request) => async () => hear(windows[indexOf(request)], request), {
    capabilities,
  });
  const engine = new TrackEngine(transcriber, wanted);
  return {
    engine,
    calls: transcriber.calls,
    asked: (index: number) =>
      transcriber.calls.filter((call) => indexOf(call) === index).map(({ language }) => language),
    say: (index: number, language: string | null = null, more: Partial<TranscriptionRequest> = {}) =>
      engine.transcribe({ pcm: sounds[index] ?? new Float32Array(0), language, ...more }),
    async hearAll() {
      for (const pcm of sounds) if (!engine.isSettled) await engine.listen({ pcm });
      engine.settle();
    },
  };
}

function hear(window: Window | undefined, request: TranscriptionRequest): Transcription {
  const { spoken = 'xx', probability, likely = {}, isSilent } = window ?? {};
  const language = request.language ?? spoken;
  const average = language in likely ? (likely[language] ?? null) : language === spoken ? -0.1 : -0.8;
  const isTold = probability !== undefined && (request.language === null || probability === 1);
  const words = [{ text: language, startMs: 0, endMs: 4_000, confidence: 0.9 }];
  const segment = {
    text: language,
    startMs: 0,
    endMs: 4_000,
    confidence: 0.9,
    averageLogProbability: average,
    noSpeechProbability: null,
    words,
  };
  return { language, segments: isSilent ? [] : [segment], ...(isTold ? { languageProbability: probability } : {}) };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pcm } from '../../src/domain/audio.ts';
import { wordText } from '../doubles/scripted-voices.ts';
import { checkGrowth, converse } from './live-laws.ts';
import { aLiveRig, captionsOf, talks, wordsOf } from './live-rig.ts';

const delays = fc.array(fc.integer({ min: 20, max: 4_000 }), { minLength: 1, maxLength: 12 });
const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;

describe('live captions', () => {
  it('say each word once and in order, whatever the cuts and however late which answer comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(talks(60), { minLength: 1, maxLength: 4 }), delays, async (conversation, answers) => {
        const rig = aLiveRig({ concurrency: 2, costMs: (_, call) => pick(answers, call) });
        const { expected, events } = await converse(rig, conversation);
        for (const [trackId, words] of expected) expect(wordsOf(events, trackId)).toEqual(words);
        expect(rig.live.counters()).toMatchObject({ gaps: 0, retries: 0, waiting: 0, lagMs: 0 });
      }),
      { numRuns: 100 },
    );
  });

  it('only ever grow, are numbered in order of their beginning, and end once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(talks(60), { minLength: 1, maxLength: 3 }), delays, async (conversation, answers) => {
        const rig = aLiveRig({ concurrency: 2, costMs: (_, call) => pick(answers, call) });
        const { events } = await converse(rig, conversation);
        checkGrowth(events);
        const captions = captionsOf(events);
        expect(captions.map(({ id }) => id)).toEqual(captions.map((_, index) => `s${index + 1}`));
        expect(captions.every((caption) => caption.isFinal)).toBe(true);
        expect(await rig.store.listCaptions('m1')).toEqual(captions);
      }),
      { numRuns: 100 },
    );
  });

  it('do not mind times that are a little wrong', async () => {
    const wrong = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(talks(80), wrong, async (talk, jitter) => {
        const rig = aLiveRig({ costMs: () => 100, jitterMs: (call, word) => pick(jitter, call * 7 + word) });
        const { expected, events } = await converse(rig, [talk]);
        for (const [trackId, words] of expected) expect(wordsOf(events, trackId)).toEqual(words);
        checkGrowth(events);
      }),
      { numRuns: 100 },
    );
  });

  it('keep a word that somebody says twice', async () => {
    await fc.assert(
      fc.asyncProperty(talks(60), fc.integer({ min: 0, max: 1 }), async (talk, offset) => {
        const rig = aLiveRig({ costMs: () => 100 });
        const { expected, events } = await converse(rig, [talk], (index) => wordText(Math.floor((index + offset) / 2)));
        for (const [trackId, words] of expected) expect(wordsOf(events, trackId)).toEqual(words);
      }),
      { numRuns: 100 },
    );
  });

  it('lose and repeat nothing when the engine fails now and then: it is asked again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(talks(40), { minLength: 1, maxLength: 3 }), async (conversation) => {
        const tried = new Set<string>();
        const fails = (pcm: Pcm): boolean => {
          const sound = pcm.filter((_, index) => index % 400 === 0).join();
          return tried.size < tried.add(sound).size;
        };
        const rig = aLiveRig({ costMs: () => 300, fails });
        const { expected, events } = await converse(rig, conversation);
        for (const [trackId, words] of expected) expect(wordsOf(events, trackId)).toEqual(words);
        expect(rig.live.counters().gaps).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('lose nothing however slow the engine is, and hold no more than a bounded line for each speaker', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(talks(80), { minLength: 1, maxLength: 3 }),
        fc.double({ min: 0.8, max: 4, noNaN: true }),
        async (conversation, slowness) => {
          const rig = aLiveRig({ costMs: (audioMs) => 200 + audioMs * slowness });
          const { expected, events } = await converse(rig, conversation);
          for (const [trackId, words] of expected) expect(wordsOf(events, trackId)).toEqual(words);
          expect(rig.engine.longestMs).toBeLessThanOrEqual(10_000);
          expect(rig.live.counters().gaps).toBe(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('live captions of an engine without word times', () => {
  it('say each word once and in order by the text alone', async () => {
    await fc.assert(
      fc.asyncProperty(talks(80), async (talk) => {
        const rig = aLiveRig({ costMs: () => 100, wordTimes: false });
        const { expected, events } = await converse(rig, [talk]);
        const whole = new Set(expected.get('t1'));
        expect(wordsOf(events, 't1').filter((word) => whole.has(word))).toEqual(expected.get('t1'));
        checkGrowth(events);
      }),
      { numRuns: 100 },
    );
  });
});

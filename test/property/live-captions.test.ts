import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pcm } from '../../src/domain/audio.ts';
import type { Caption } from '../../src/domain/caption.ts';
import type { LiveEvent } from '../../src/transcription/live/index.ts';
import { wordText } from '../doubles/scripted-voices.ts';
import { aLiveRig, captionsOf, close, lengthMs, script, speak, type Talk, talks, wordsOf } from './live-rig.ts';

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

async function converse(rig: ReturnType<typeof aLiveRig>, conversation: readonly Talk[], textOf = wordText) {
  const watched = await rig.open('m1');
  const speakings = conversation.map((talk, index) => ({
    words: script(rig.voices, talk, 500 + 700 * index, textOf),
    trackId: `t${index + 1}`,
    watched,
  }));
  const untilMs = 3_000 + Math.max(...conversation.map((talk, index) => lengthMs(talk) + 700 * index));
  await speak(rig, speakings, untilMs);
  await close(rig);
  const expected = new Map(speakings.map(({ trackId, words }) => [trackId, words.map(({ text }) => text)]));
  return { expected, events: watched.events };
}

/** Each caption begins once, each change only adds to its text, and after its end nothing comes. */
function checkGrowth(events: readonly LiveEvent[]): void {
  const open = new Map<string, Caption>();
  const ended = new Set<string>();
  for (const event of events) {
    if (!('caption' in event)) continue;
    const { caption } = event;
    const before = open.get(caption.id);
    expect(ended.has(caption.id)).toBe(false);
    expect(before === undefined).toBe(event.type === 'caption-start');
    expect(caption.text.startsWith(before?.text ?? '')).toBe(true);
    if (event.type === 'caption-delta') expect(caption.text).toBe(`${before?.text}${event.delta}`);
    expect(caption.endMs).toBeGreaterThanOrEqual(before?.endMs ?? caption.startMs);
    expect(caption.endMs - caption.startMs).toBeLessThanOrEqual(30_000);
    expect(caption.isFinal).toBe(event.type === 'caption-end');
    if (caption.isFinal) ended.add(caption.id);
    open.set(caption.id, caption);
  }
  expect(ended.size).toBe(open.size);
}

import { describe, expect, it } from 'vitest';
import { wholeWordsOf } from '../../../src/transcription/live/spoken-word.ts';
import { StreamScript } from '../../doubles/scripted-stream.ts';
import { checkGrowth, converse } from '../../property/live-laws.ts';
import { aLiveRig, captionsOf, close, lengthMs, script, speak, type Talk, wordsOf } from '../../property/live-rig.ts';

const monologue = (words: number): Talk => Array.from({ length: words }, () => ({ ms: 400, gapMs: 20 }));

describe('captions of a stream', () => {
  it('show words before the utterance has ended', async () => {
    const rig = aLiveRig({ costMs: () => 100, streams: new StreamScript() });
    const watched = await rig.open('m1');
    const words = script(rig.voices, monologue(20), 500);
    await speak(rig, [{ words, trackId: 't1', watched }], 5_000);
    const [caption] = captionsOf(watched.events);
    expect(caption?.isFinal).toBe(false);
    expect(caption?.text.split(' ')).toEqual(words.slice(0, caption?.text.split(' ').length).map(({ text }) => text));
    expect(caption?.text.split(' ').length).toBeGreaterThanOrEqual(4);
    await close(rig);
  });

  it('keep what stands, and add nothing, when the whole is not believed', async () => {
    const rig = aLiveRig({ costMs: () => 100, streams: new StreamScript() });
    const { events } = await converse(rig, [monologue(30)], () => 'again');
    const [caption, ...others] = captionsOf(events);
    expect(others).toEqual([]);
    expect(caption?.text).toMatch(/^again( again)*$/);
    expect(wordsOf(events, 't1').length).toBeLessThan(30);
    expect(rig.live.counters()).toMatchObject({ rejected: 1, gaps: 0, brokenStreams: 0 });
  });

  it('go on in another stream when nobody pauses for long, and say each word once around that cut', async () => {
    for (const leadMs of [300, 440, 580]) {
      const rig = aLiveRig({ costMs: () => 100, streams: new StreamScript() });
      const watched = await rig.open('m1');
      const words = script(rig.voices, monologue(200), leadMs);
      await speak(rig, [{ words, trackId: 't1', watched }], 90_000);
      await close(rig);
      const all = words.map(({ text }) => text);
      // Of a word that the cut breaks a syllable may stand beside it.
      expect(wordsOf(watched.events, 't1').filter((word) => all.includes(word))).toEqual(all);
      checkGrowth(watched.events);
      expect(rig.live.counters()).toMatchObject({ streams: 3, chunks: 0, rejected: 0 });
    }
  });

  it('come in chunks of the usual length once the model turns out not to stream', async () => {
    const streams = new StreamScript({ isRefused: true });
    const rig = aLiveRig({ costMs: () => 100, streams });
    const watched = await rig.open('m1');
    const talk = monologue(40);
    const words = script(rig.voices, talk, 500);
    await speak(rig, [{ words, trackId: 't1', watched }], 500 + lengthMs(talk) + 2_000);
    await close(rig);
    expect(wordsOf(watched.events, 't1')).toEqual(words.map(({ text }) => text));
    expect(rig.live.counters()).toMatchObject({ streams: 0, brokenStreams: 0, gaps: 0 });
    expect(rig.engine.health().jobs).toBeLessThanOrEqual(Math.ceil(lengthMs(talk) / 3_000));
  });
});

describe('whole words of a text that grows', () => {
  it.each([
    ['', ''],
    ['hel', ''],
    ['hello', ''],
    ['hello ', 'hello'],
    ['hello, wor', 'hello,'],
    ['今日は', '今日は'],
    ['今日は GP', '今日は'],
  ])('of "%s" are "%s"', (text, whole) => {
    expect(wholeWordsOf(text)).toBe(whole);
  });
});

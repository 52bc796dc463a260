import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamScript } from '../doubles/scripted-stream.ts';
import { checkGrowth, converse } from './live-laws.ts';
import { aLiveRig, type Talk, talks, wordsOf } from './live-rig.ts';

const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;
const conversations = fc.array(talks(50), { minLength: 1, maxLength: 4 });
/** Words stand at once, letters later, or only at the end. */
const heldBack = fc.array(fc.oneof(fc.nat(12), fc.constant(10_000)), { minLength: 1, maxLength: 9 });
const costs = fc.array(fc.integer({ min: 10, max: 1_500 }), { minLength: 1, maxLength: 9 });
const RUNS = { numRuns: 60 };

describe('live captions of an engine that streams', () => {
  it('only ever grow and say each word once, wherever words come to stand and however slow it is', async () => {
    await fc.assert(
      fc.asyncProperty(conversations, heldBack, costs, async (conversation, held, cost) => {
        const streams = new StreamScript({
          heldLetters: (call) => pick(held, call),
          costMs: (call) => pick(cost, call),
        });
        const rig = aLiveRig({ concurrency: 4, costMs: () => 300, streams });
        await check(rig, conversation);
        expect(rig.engine.health().jobs).toBe(0);
        expect(rig.live.counters()).toMatchObject({ brokenStreams: 0, chunks: 0 });
      }),
      RUNS,
    );
  });

  it('lose and repeat nothing when streams break: their speech goes in chunks', async () => {
    const breaks = fc.array(fc.boolean(), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(conversations, heldBack, breaks, async (conversation, held, broken) => {
        const streams = new StreamScript({
          heldLetters: (call) => pick(held, call),
          fails: (call) => pick(broken, call),
        });
        const rig = aLiveRig({ concurrency: 4, costMs: () => 300, streams });
        await check(rig, conversation);
        expect(rig.live.counters().brokenStreams).toBe(streams.failures);
      }),
      RUNS,
    );
  });

  it('go in chunks where no stream is free, and lose and repeat nothing by that', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(talks(50), { minLength: 2, maxLength: 4 }), heldBack, async (conversation, held) => {
        const streams = new StreamScript({ heldLetters: (call) => pick(held, call) });
        const rig = aLiveRig({ concurrency: 1, costMs: () => 300, streams });
        await check(rig, conversation);
        expect(rig.live.counters().brokenStreams).toBe(0);
      }),
      RUNS,
    );
  });
});

async function check(rig: ReturnType<typeof aLiveRig>, conversation: readonly Talk[]): Promise<void> {
  const { expected, events } = await converse(rig, conversation);
  for (const [trackId, words] of expected) expect(wordsOf(events, trackId)).toEqual(words);
  checkGrowth(events);
  expect(rig.engine.openStreams).toBe(0);
  expect(rig.live.counters()).toMatchObject({ gaps: 0, rejected: 0, waiting: 0, lagMs: 0 });
}

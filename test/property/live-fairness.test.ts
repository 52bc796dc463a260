import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseNext } from '../../src/transcription/live/choose-next.ts';
import { FairShare } from '../../src/transcription/live/fair-share.ts';
import { aLiveRig, close, script, speak, type Talk, wordsOf } from './live-rig.ts';

const monologue = (ms: number): Talk => Array.from({ length: Math.ceil(ms / 400) }, () => ({ ms: 400, gapMs: 0 }));
/** Says something for 1.2 s, and is silent for 20: less than a fair share of the engine. */
const rarely = (times: number): Talk =>
  Array.from({ length: times * 3 }, (_, index) => ({ ms: 400, gapMs: index % 3 === 2 ? 20_000 : 0 }));

describe('the queue to the engine', () => {
  it('gives what is due first, while nothing is late', () => {
    const share = new FairShare(null);
    const candidates = fc.array(
      fc.record({ deadlineMs: fc.integer({ min: 101, max: 9_999 }), startSample: fc.nat() }),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(candidates, (items) => {
        const next = chooseNext(
          items.map((item) => ({ ...item, share, meetingShare: share })),
          100,
        );
        expect(next?.deadlineMs).toBe(Math.min(...items.map(({ deadlineMs }) => deadlineMs)));
      }),
    );
  });

  it('lets no late meeting and no late speaker wait for ever: service is even to a chunk', () => {
    const costs = fc.array(fc.integer({ min: 300, max: 10_000 }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 }), costs, (sizes, audioMs) => {
        const engine = new FairShare(null);
        const meetings = sizes.map((speakers) => {
          const meeting = new FairShare(engine);
          return { meeting, speakers: Array.from({ length: speakers }, () => new FairShare(meeting)) };
        });
        const candidates = meetings.flatMap(({ meeting, speakers }) =>
          speakers.map((share) => ({ share, meetingShare: meeting, deadlineMs: 0, startSample: 0 })),
        );
        for (const { share } of candidates) share.enter();
        for (const ms of audioMs) chooseNext(candidates, 1)?.share.charge(ms);
        const apart = (shares: readonly FairShare[]) =>
          Math.max(...shares.map(({ served }) => served)) - Math.min(...shares.map(({ served }) => served));
        expect(apart(meetings.map(({ meeting }) => meeting))).toBeLessThanOrEqual(10_000);
        for (const { speakers } of meetings) expect(apart(speakers)).toBeLessThanOrEqual(10_000);
      }),
    );
  });

  it.each(['m1', 'm2'])(
    'hears who speaks rarely soon, however many others talk without end (they in m1, who in %s)',
    async (who) => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 2, max: 5 }),
          fc.double({ min: 0.35, max: 0.6, noNaN: true }),
          async (talkers, slowness) => {
            const costMs = (audioMs: number): number => (2_000 + audioMs) * slowness;
            const rig = aLiveRig({ costMs });
            const crowd = await rig.open('m1');
            const room = who === 'm1' ? crowd : await rig.open(who);
            const quiet = { words: script(rig.voices, rarely(3)), trackId: 'quiet', watched: room };
            const loud = Array.from({ length: talkers }, (_, index) => ({
              words: script(rig.voices, monologue(60_000)),
              trackId: `loud${index}`,
              watched: crowd,
            }));
            await speak(rig, [quiet, ...loud], 62_000);
            const spokenMs = rig.clock.now() - 62_000;
            await close(rig);
            expect(rig.live.counters()).toMatchObject({ gaps: 0 });
            const ends = room.events.flatMap((event, index) =>
              event.type === 'caption-end' && event.caption.trackId === 'quiet'
                ? [(room.atMs[index] ?? 0) - spokenMs - event.caption.endMs]
                : [],
            );
            expect(ends).toHaveLength(3);
            // A second of silence ends it. One of the longest chunks may be with the engine, two of others may be due who have had no more.
            expect(Math.max(...ends)).toBeLessThanOrEqual(1_300 + 3 * costMs(10_000) + costMs(2_000));
            expect(wordsOf(crowd.events, 'loud0')).toHaveLength(150);
          },
        ),
        { numRuns: 8 },
      );
    },
  );
});

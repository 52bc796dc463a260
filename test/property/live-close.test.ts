import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamScript } from '../doubles/scripted-stream.ts';
import { aLiveRig, captionsOf, close, type LiveRig, script, speak, talks, wordsOf } from './live-rig.ts';

describe('closing live captions', () => {
  it.each([
    ['chunks', () => undefined],
    ['streams', (costMs: number) => new StreamScript({ costMs: () => costMs, heldLetters: (call) => call % 20 })],
  ] as const)(
    'in any phase, with any grace, ends every caption, keeps the order of the words and tells what was not heard (%s)',
    async (_, streamsOf) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(talks(30), { minLength: 1, maxLength: 3 }),
          fc.integer({ min: 100, max: 15_000 }),
          fc.constantFrom(0, 500, 5_000),
          fc.integer({ min: 50, max: 9_000 }),
          async (conversation, closeAtMs, graceMs, costMs) => {
            const streams = streamsOf(costMs);
            const rig = aLiveRig({ costMs: () => costMs, ...(streams ? { streams } : {}) });
            const watched = await rig.open('m1');
            const speakings = conversation.map((talk, index) => ({
              words: script(rig.voices, talk),
              trackId: `t${index + 1}`,
              watched,
            }));
            await speak(rig, speakings, closeAtMs);
            const closedAtMs = rig.clock.now();
            await close(rig, graceMs);
            expect(rig.clock.now() - closedAtMs).toBeLessThanOrEqual(graceMs + 250);
            const captions = captionsOf(watched.events);
            expect(captions.every((caption) => caption.isFinal)).toBe(true);
            expect(await rig.store.listCaptions('m1')).toEqual(captions);
            for (const { words, trackId } of speakings) {
              const all = words.map(({ text }) => text);
              const read = wordsOf(watched.events, trackId).filter((word) => all.includes(word));
              expect(read).toEqual(all.filter((word) => read.includes(word)));
            }
            const gaps = watched.events.filter((event) => event.type === 'caption-gap');
            expect(gaps).toHaveLength(rig.live.counters().gaps);
            expect(rig.live.counters()).toMatchObject({ meetings: 0, waiting: 0, lagMs: 0 });
            await rig.clock.advance(60_000);
            expect(rig.clock.pending).toBe(0);
            expect(rig.engine.openStreams).toBe(0);
          },
        ),
        { numRuns: 80 },
      );
    },
  );

  it('waits no longer than somebody wants to wait', async () => {
    const rig = aLiveRig({ costMs: () => 600_000 });
    await somebodySpeaks(rig);
    const controller = new AbortController();
    const closing = rig.live.close({ graceMs: 3_600_000, signal: controller.signal });
    await rig.clock.advance(1_000);
    controller.abort();
    await closing;
    expect(rig.live.counters()).toMatchObject({ meetings: 0, gaps: 1 });
  });

  it('takes no sound, no track and no meeting any more', async () => {
    const rig = aLiveRig({ costMs: () => 100 });
    const { watched, track } = await somebodySpeaks(rig);
    await close(rig);
    await expect(track.push(999_999, new Float32Array(10))).rejects.toMatchObject({ code: 'aborted' });
    const speaker = { speaker: 'x', name: 'X' };
    expect(() => watched.meeting.openTrack({ trackId: 'x', speaker })).toThrow(/is being closed/);
    await expect(rig.live.openMeeting({ meetingId: 'm1', language: null })).rejects.toMatchObject({
      code: 'meeting_busy',
    });
  });
});

async function somebodySpeaks(rig: LiveRig) {
  const watched = await rig.open('m1');
  const words = script(rig.voices, [
    { ms: 500, gapMs: 0 },
    { ms: 500, gapMs: 0 },
  ]);
  await speak(rig, [{ words, trackId: 't1', watched }], 3_000);
  const track = watched.meeting.openTrack({ trackId: 't2', speaker: { speaker: 't2', name: 'Tom' } });
  return { watched, track };
}

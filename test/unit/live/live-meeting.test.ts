import { describe, expect, it, vi } from 'vitest';
import { samplesOfMs } from '../../../src/domain/audio.ts';
import { MomError } from '../../../src/errors.ts';
import { openLiveTranscription } from '../../../src/meeting/index.ts';
import type { Transcriber } from '../../../src/ports/transcriber.ts';
import type { LiveEvent } from '../../../src/transcription/live/index.ts';
import { joinSpeech } from '../../../src/transcription/live/join-speech.ts';
import { aCaption, aMeeting } from '../../contract/a-stored-meeting.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { crash, FakeTranscriber, ok, silent } from '../../doubles/fake-transcriber.ts';
import { FakeVoiceActivity } from '../../doubles/fake-voice-activity.ts';
import { MemoryMeetingStore } from '../../doubles/memory-meeting-store.ts';
import { recordedLog } from '../../doubles/recorded-log.ts';

const MAYA = { speaker: '1001', name: 'Maya' };
const sound = (ms: number) => new Float32Array(samplesOfMs(ms)).fill(0.5);

async function aLiveMeeting(transcriber: Transcriber, store = new MemoryMeetingStore()) {
  const clock = new FakeClock();
  const { log, lines } = recordedLog();
  await store.createMeeting(aMeeting());
  const live = openLiveTranscription({ transcriber, voiceActivity: new FakeVoiceActivity(), store, clock, log });
  const meeting = await live.openMeeting({ meetingId: 'm1', language: 'en' });
  const events: LiveEvent[] = [];
  const reading = (async () => {
    for await (const event of meeting.events()) events.push(event);
  })();
  return { live, meeting, events, reading, clock, store, lines };
}

describe('a live meeting', () => {
  it('shows an utterance when its pause is heard, and ends it after a second of silence', async () => {
    const { meeting, events, clock } = await aLiveMeeting(new FakeTranscriber([ok('Good morning everyone.')]));
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    await track.push(0, sound(2_000));
    track.advance(samplesOfMs(2_400));
    await clock.advance(0);
    expect(events.map(({ type }) => type)).toEqual(['caption-start']);
    track.advance(samplesOfMs(3_100));
    await clock.advance(0);
    expect(events.at(-1)).toMatchObject({
      type: 'caption-end',
      caption: { id: 's1', trackId: 't1', ...MAYA, text: 'Good morning everyone.', isFinal: true, language: 'en' },
    });
  });

  it('holds back the last two words before a cut until the next chunk has been heard', async () => {
    const transcriber = new FakeTranscriber([ok('one two three four five'), ok('six seven eight')]);
    const { meeting, events, clock } = await aLiveMeeting(transcriber);
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    await track.push(0, sound(5_000));
    await clock.advance(0);
    expect(events).toMatchObject([{ type: 'caption-start', caption: { text: 'one two three' } }]);
    await track.push(samplesOfMs(5_000), sound(1_000));
    track.advance(samplesOfMs(6_400));
    await clock.advance(0);
    expect(events[1]).toMatchObject({ type: 'caption-delta', delta: ' four five six seven eight' });
  });

  it('shows the words that were held back at the pause when nothing more is said', async () => {
    const { meeting, events, clock } = await aLiveMeeting(new FakeTranscriber([ok('one two three four five')]));
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    const monologue = sound(4_800);
    monologue.fill(0, samplesOfMs(4_750));
    await track.push(0, monologue);
    await clock.advance(0);
    track.advance(samplesOfMs(5_200));
    await clock.advance(0);
    expect(events).toMatchObject([
      { type: 'caption-start', caption: { text: 'one two three' } },
      { type: 'caption-delta', delta: ' four five' },
    ]);
  });

  it('goes on counting where a process that is gone has stopped, and ends the captions it left open', async () => {
    const store = new MemoryMeetingStore();
    await store.createMeeting(aMeeting());
    await store.saveCaption('m1', aCaption({ id: 's9' }));
    await store.saveCaption('m1', aCaption({ id: 's10', text: 'We ship', isFinal: false }));
    const { live, meeting } = await aLiveMeeting(new FakeTranscriber([ok('Hello.')]), store);
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    await track.push(0, sound(1_000));
    await track.end();
    await live.close({ graceMs: 0 });
    expect((await store.listCaptions('m1')).map(({ id, text, isFinal }) => [id, text, isFinal])).toEqual([
      ['s9', 'We ship on Friday.', true],
      ['s10', 'We ship', true],
      ['s11', 'Hello.', true],
    ]);
  });

  it('asks once more for a chunk that failed, then tells it as a gap and goes on', async () => {
    const transcriber = new FakeTranscriber([crash(), crash(), ok('still here')]);
    const { meeting, events, live } = await aLiveMeeting(transcriber);
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    await track.push(0, sound(1_000));
    await track.push(samplesOfMs(3_000), sound(1_000));
    await track.end();
    expect(events).toMatchObject([
      { type: 'caption-gap', trackId: 't1', name: 'Maya', startMs: 0, reason: 'stt_crashed' },
      { type: 'caption-start', caption: { id: 's1', text: 'still here' } },
      { type: 'caption-end' },
    ]);
    expect(live.counters()).toMatchObject({ chunks: 3, retries: 1, gaps: 1, waiting: 0 });
  });

  it('does not ask again where the engine can not be right, says so once, and goes on', async () => {
    const missing = async () => Promise.reject(new MomError('engine_missing', 'as told'));
    const { meeting, events, live, lines } = await aLiveMeeting(new FakeTranscriber(() => missing));
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    await track.push(0, sound(1_000));
    await track.push(samplesOfMs(3_000), sound(1_000));
    await track.end();
    expect(events.map(({ type }) => type)).toEqual(['caption-gap', 'caption-gap']);
    expect(live.counters()).toMatchObject({ chunks: 2, retries: 0, gaps: 2 });
    expect(lines.filter(({ code }) => code === 'engine_missing')).toHaveLength(1);
  });

  it('tells the speaker prompt what stands, and what was not believed', async () => {
    const transcriber = new FakeTranscriber([
      ok('one two three'),
      ok('no no', { averageLogProbability: -3 }),
      ok('no no', { averageLogProbability: -3 }),
    ]);
    const { meeting, live } = await aLiveMeeting(transcriber);
    const prompt = { text: () => 'Kubernetes', accepted: vi.fn(), rejected: vi.fn() };
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA, prompt });
    await track.push(0, sound(1_000));
    await track.push(samplesOfMs(3_000), sound(1_000));
    await track.end();
    expect(transcriber.calls[0]).toMatchObject({ prompt: 'Kubernetes', language: 'en' });
    expect(prompt.accepted.mock.calls).toEqual([['one two three']]);
    expect(prompt.rejected).toHaveBeenCalledOnce();
    expect(live.counters()).toMatchObject({ chunks: 2, rejected: 1, gaps: 0 });
  });

  it('tells once that it is behind, and once that it has caught up', async () => {
    const { clock: _, ...rest } = await behind();
    expect(rest.events.filter(({ type }) => type.startsWith('lag'))).toEqual([
      { type: 'lag-start', lagMs: expect.any(Number) },
      { type: 'lag-end', lagMs: expect.any(Number) },
    ]);
    expect(rest.live.counters()).toMatchObject({ lags: 1, lagMs: 0 });
  });

  it('lets a chunk that waits grow to ten seconds, then waits beside it, then holds back the sound', async () => {
    const { meeting, live, clock } = await aLiveMeeting(new FakeTranscriber(() => silent()));
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    let seconds = 0;
    for (let isFree = true; isFree && seconds < 200; seconds++) {
      isFree = false;
      void track.push(samplesOfMs(seconds * 1_000), sound(1_000)).then(
        () => {
          isFree = true;
        },
        () => undefined,
      );
      await clock.advance(0);
    }
    // One with the engine (5 s), six of 10 s that wait, 10 s before speech detection, and what is being cut.
    expect(seconds).toBeGreaterThan(60);
    expect(seconds).toBeLessThan(95);
    expect(live.counters()).toMatchObject({ waiting: 6, crowded: 5, delayed: 1, gaps: 0 });
    await live.close({ graceMs: 0 });
    expect(live.counters()).toMatchObject({ meetings: 0, waiting: 0, gaps: 7 });
  });

  it('lets a speaker come back, but not be there twice', async () => {
    const { meeting } = await aLiveMeeting(new FakeTranscriber([ok('Hello.'), ok('Me again.')]));
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    expect(() => meeting.openTrack({ trackId: 't1', speaker: MAYA })).toThrow(/open already/);
    await track.push(0, sound(1_000));
    await track.end();
    await expect(track.push(99_999, sound(10))).rejects.toMatchObject({ code: 'aborted' });
    const again = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    await again.push(samplesOfMs(60_000), sound(1_000));
    await again.end();
    expect(again.lateSamples).toBe(0);
  });

  it('is open once, and only when the store knows it', async () => {
    const { live } = await aLiveMeeting(new FakeTranscriber([]));
    await expect(live.openMeeting({ meetingId: 'm1', language: null })).rejects.toMatchObject({ code: 'meeting_busy' });
    await expect(live.openMeeting({ meetingId: 'm0', language: null })).rejects.toMatchObject({
      code: 'meeting_unknown',
    });
  });
});

describe('captions and their store', () => {
  it('are written half a second later at most, and whole again once a store that was away is back', async () => {
    const store = new MemoryMeetingStore();
    const save = vi.spyOn(store, 'saveCaption');
    const { meeting, clock, live, lines } = await aLiveMeeting(new FakeTranscriber([ok('Hello there.')]), store);
    save.mockRejectedValueOnce(new MomError('store_failed', 'as told'));
    save.mockRejectedValueOnce(new MomError('store_failed', 'as told'));
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    await track.push(0, sound(1_000));
    track.advance(samplesOfMs(1_400));
    await clock.advance(499);
    expect(save).not.toHaveBeenCalled();
    await clock.advance(1_001);
    expect(await store.listCaptions('m1')).toMatchObject([{ text: 'Hello there.', isFinal: false }]);
    expect(live.counters().storeFaults).toBe(2);
    expect(lines.filter(({ level }) => level === 50)).toHaveLength(1);
    await live.close({ graceMs: 0 });
    expect(await store.listCaptions('m1')).toMatchObject([{ text: 'Hello there.', isFinal: true }]);
  });

  it('are not written for a meeting that somebody has forgotten', async () => {
    const { meeting, clock, live, store } = await aLiveMeeting(new FakeTranscriber([ok('Hello there.')]));
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    await track.push(0, sound(1_000));
    await store.deleteMeeting('m1');
    await track.end();
    await clock.advance(500);
    expect(clock.pending).toBe(0);
    await live.close({ graceMs: 0 });
  });
});

describe('a slow reader of captions', () => {
  it('gets the growth of a caption in one, and does not hold up anybody', async () => {
    const transcriber = new FakeTranscriber([ok('one two three four five'), ok('six seven')]);
    const { meeting, live } = await aLiveMeeting(transcriber);
    const slow = meeting.events();
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    await track.push(0, sound(6_000));
    await track.end();
    await live.close({ graceMs: 0 });
    expect(await Array.fromAsync(slow)).toMatchObject([
      { type: 'caption-start', caption: { text: 'one two three four five six seven', isFinal: false } },
      { type: 'caption-end', caption: { text: 'one two three four five six seven', isFinal: true } },
    ]);
    expect(await Array.fromAsync(meeting.events())).toEqual([]);
  });

  it('may leave in the middle', async () => {
    const { meeting } = await aLiveMeeting(new FakeTranscriber([ok('Hello.')]));
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    const reader = meeting.events();
    await track.push(0, sound(1_000));
    await track.end();
    for await (const event of reader) {
      expect(event.type).toBe('caption-start');
      break;
    }
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });
});

/** Speech of a minute in which the engine stands still for 20 s and then is fast. */
async function behind() {
  let isStuck = true;
  const waiting: (() => void)[] = [];
  const transcriber = new FakeTranscriber(() => async (request) => {
    if (isStuck) await new Promise<void>((resolve) => waiting.push(resolve));
    return ok('la')(request);
  });
  const setUp = await aLiveMeeting(transcriber);
  const track = setUp.meeting.openTrack({ trackId: 't1', speaker: MAYA });
  for (let second = 0; second < 60; second++) {
    await setUp.clock.advance(1_000);
    await track.push(samplesOfMs(second * 1_000), sound(1_000));
    if (second < 20) continue;
    isStuck = false;
    for (const resume of waiting.splice(0)) resume();
  }
  await track.end();
  await setUp.clock.advance(5_000);
  return setUp;
}

describe('sound that was lost on its way', () => {
  it('makes a caption unsure, and no other', async () => {
    const { meeting, events, clock } = await aLiveMeeting(
      new FakeTranscriber([ok('we ship the payment service on monday'), ok('nobody has seen the invoice so far')]),
    );
    const track = meeting.openTrack({ trackId: 't1', speaker: MAYA });
    const lost = [500, 1_000, 1_500].map((ms) => ({ startSample: samplesOfMs(ms), sampleCount: 320 }));
    await track.push(0, sound(2_000), lost);
    track.advance(samplesOfMs(4_000));
    await clock.advance(0);
    await track.push(samplesOfMs(5_000), sound(2_000));
    track.advance(samplesOfMs(9_000));
    await clock.advance(0);
    const ended = events.flatMap((event) => (event.type === 'caption-end' ? [event.caption.confidence] : []));
    expect(ended.map((confidence) => confidence.toFixed(3))).toEqual(['0.500', '0.900']);
  });

  it('is told of what waits and grows', async () => {
    const speech = { kind: 'speech', end: 'full', speechSamples: 100, overlapSamples: 0, arrivedAtMs: 0 } as const;
    const first = { ...speech, startSample: 1_000, pcm: new Float32Array(4_000) };
    const second = { ...speech, startSample: 5_000, pcm: new Float32Array(3_000) };
    const lost = [{ startSample: 10, sampleCount: 320 }];
    expect(joinSpeech(first, second)).not.toHaveProperty('lost');
    expect(joinSpeech({ ...first, lost }, second).lost).toEqual(lost);
    expect(joinSpeech({ ...first, lost }, { ...second, lost }).lost).toEqual([
      { startSample: 10, sampleCount: 320 },
      { startSample: 4_010, sampleCount: 320 },
    ]);
  });
});

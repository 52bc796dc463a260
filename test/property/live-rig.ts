import fc from 'fast-check';
import { samplesOfMs } from '../../src/domain/audio.ts';
import type { Caption } from '../../src/domain/caption.ts';
import { openLiveTranscription } from '../../src/meeting/index.ts';
import type { LiveEvent, LiveMeeting } from '../../src/transcription/live/index.ts';
import { aMeeting } from '../contract/a-stored-meeting.ts';
import { FakeClock } from '../doubles/fake-clock.ts';
import { MemoryMeetingStore } from '../doubles/memory-meeting-store.ts';
import { recordedLog } from '../doubles/recorded-log.ts';
import { ScriptedEngine, type ScriptedEngineOptions, SilenceIsNoSpeech } from '../doubles/scripted-engine.ts';
import { ScriptedVoices, type ScriptedWord, wordText } from '../doubles/scripted-voices.ts';

/** A word of a talk: how long it is, and the silence after it. */
export interface TalkWord {
  readonly ms: number;
  readonly gapMs: number;
}

export type Talk = readonly TalkWord[];

/** Words run into each other, pauses of every kind, monologues that fill chunks. */
export const talks = (maxWords: number): fc.Arbitrary<Talk> =>
  fc.array(
    fc.record({
      ms: fc.integer({ min: 300, max: 600 }),
      gapMs: fc.oneof(
        { weight: 24, arbitrary: fc.integer({ min: 0, max: 60 }) },
        { weight: 1, arbitrary: fc.integer({ min: 350, max: 900 }) },
        { weight: 1, arbitrary: fc.integer({ min: 1_100, max: 4_000 }) },
      ),
    }),
    { minLength: 1, maxLength: maxWords },
  );

export interface LiveRig {
  readonly clock: FakeClock;
  readonly engine: ScriptedEngine;
  readonly store: MemoryMeetingStore;
  readonly live: ReturnType<typeof openLiveTranscription>;
  readonly voices: ScriptedVoices;
  readonly lines: ReturnType<typeof recordedLog>['lines'];
  open(meetingId: string): Promise<WatchedMeeting>;
}

export interface WatchedMeeting {
  readonly meeting: LiveMeeting;
  readonly events: LiveEvent[];
  /** Clock ms of each event. */
  readonly atMs: number[];
}

export function aLiveRig(options: Omit<ScriptedEngineOptions, 'voices' | 'clock'>): LiveRig {
  const clock = new FakeClock();
  const voices = new ScriptedVoices();
  const engine = new ScriptedEngine({ ...options, voices, clock });
  const store = new MemoryMeetingStore();
  const { log, lines } = recordedLog();
  const live = openLiveTranscription({
    transcriber: engine,
    voiceActivity: new SilenceIsNoSpeech(),
    store,
    clock,
    log,
  });
  const open = async (meetingId: string): Promise<WatchedMeeting> => {
    await store.createMeeting({ ...aMeeting(), id: meetingId });
    const meeting = await live.openMeeting({ meetingId, language: 'en' });
    const watched: WatchedMeeting = { meeting, events: [], atMs: [] };
    void (async () => {
      for await (const event of meeting.events()) {
        watched.events.push(event);
        watched.atMs.push(clock.now());
      }
    })();
    return watched;
  };
  return { clock, engine, store, live, voices, lines, open };
}

/** The words of a talk that begins after `leadMs` of silence. */
export function script(voices: ScriptedVoices, talk: Talk, leadMs = 500, textOf = wordText): ScriptedWord[] {
  let at = samplesOfMs(leadMs);
  return talk.map(({ ms, gapMs }, index) => {
    const word = voices.say(textOf(index), at, samplesOfMs(ms));
    at += samplesOfMs(ms + gapMs);
    return word;
  });
}

export interface Speaking {
  readonly words: readonly ScriptedWord[];
  readonly trackId: string;
  readonly watched: WatchedMeeting;
}

/** Everybody speaks in real time, in steps of `stepMs`, until `untilMs`; a step without sound is only said to have passed. */
export async function speak(
  rig: LiveRig,
  speakings: readonly Speaking[],
  untilMs: number,
  stepMs = 100,
): Promise<void> {
  const tracks = speakings.map(({ words, trackId, watched }) => ({
    words,
    track: watched.meeting.openTrack({ trackId, speaker: { speaker: trackId, name: `Name of ${trackId}` } }),
  }));
  for (let ms = 0; ms < untilMs; ms += stepMs) {
    await rig.clock.advance(stepMs);
    const [from, to] = [samplesOfMs(ms), samplesOfMs(ms + stepMs)];
    for (const { words, track } of tracks) {
      const spoken = words.filter((word) => word.startSample < to && word.startSample + word.sampleCount > from);
      if (spoken.length > 0) void track.push(from, rig.voices.sound(spoken, from, to));
      track.advance(to);
    }
  }
}

/** Lets the engine work on until the meetings are closed. */
export async function close(rig: LiveRig, graceMs = 3_600_000): Promise<void> {
  let isClosed = false;
  const closing = rig.live.close({ graceMs }).then(() => {
    isClosed = true;
  });
  while (!isClosed) await rig.clock.advance(250);
  await closing;
}

/** The latest state of each caption. */
export function captionsOf(events: readonly LiveEvent[]): Caption[] {
  const latest = new Map<string, Caption>();
  for (const event of events) if ('caption' in event) latest.set(event.caption.id, event.caption);
  return [...latest.values()];
}

export const wordsOf = (events: readonly LiveEvent[], trackId: string): string[] =>
  captionsOf(events)
    .filter((caption) => caption.trackId === trackId)
    .flatMap((caption) => caption.text.split(' '));

export const lengthMs = (talk: Talk): number => talk.reduce((sum, { ms, gapMs }) => sum + ms + gapMs, 0);

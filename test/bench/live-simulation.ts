import { samplesOfMs } from '../../src/domain/audio.ts';
import { openLiveTranscription } from '../../src/meeting/index.ts';
import type { LiveEvent, LiveMeeting, LiveTrack } from '../../src/transcription/live/index.ts';
import { aMeeting } from '../contract/a-stored-meeting.ts';
import { FakeClock } from '../doubles/fake-clock.ts';
import { MemoryMeetingStore } from '../doubles/memory-meeting-store.ts';
import { recordedLog } from '../doubles/recorded-log.ts';
import { ScriptedEngine, SilenceIsNoSpeech } from '../doubles/scripted-engine.ts';
import { ScriptedVoices } from '../doubles/scripted-voices.ts';
import { randomNumbers, type SimulatedUtterance, simulateTalk } from './simulated-talk.ts';

export interface LiveSimulation {
  readonly speakers: number;
  /** How long people talk, in ms of the simulated clock; then the load ends and the rest is heard. */
  readonly durationMs: number;
  /** Part of the time that each speaker talks, 0..1; 0.4 unless told. */
  readonly talkShare?: number;
  /** The speakers are spread over so many meetings; 1 unless told. */
  readonly meetings?: number;
  /** Chunks that the engine works on at the same time; 2 unless told. */
  readonly workers?: number;
  /** What a chunk of this length costs one worker, in ms: measured CPU time of the engine. */
  readonly costMs: (audioMs: number) => number;
  /** The same seed gives the same talk; 1 unless told. */
  readonly seed?: number;
}

export interface LiveSimulationReport {
  readonly utterances: number;
  readonly words: number;
  /** From the last sample of an utterance until its last word can be read, the pause of 300 ms included; in ms. */
  readonly delayMs: { readonly p50: number; readonly p95: number; readonly max: number };
  readonly chunks: number;
  readonly chunksLost: number;
  readonly wordsLost: number;
  readonly longestLagMs: number;
  /** Times that a meeting fell more than 10 s behind. */
  readonly lags: number;
  /** Chunks that were added to one that waited, and the longest that came of it. */
  readonly chunksGrown: number;
  readonly longestChunkMs: number;
  /** Chunks that waited beside another one of their speaker. */
  readonly chunksCrowded: number;
  /** From the end of the load until nothing waited any more, in ms. */
  readonly recoveryMs: number;
}

/** Sound comes in steps of this length. */
const STEP_MS = 100;
/** An hour of backlog at most: a simulation of an engine that never gets there ends, too. */
const GRACE_MS = 24 * 3_600_000;

/** Lets people talk into the real live path, with a clock and an engine that only pretend: an hour in seconds. */
export async function simulateLive(simulation: LiveSimulation): Promise<LiveSimulationReport> {
  const { speakers, durationMs, talkShare = 0.4, meetings = 1, workers = 2, costMs, seed = 1 } = simulation;
  const clock = new FakeClock(0);
  const voices = new ScriptedVoices();
  const engine = new ScriptedEngine({ voices, clock, costMs, concurrency: workers });
  const store = new MemoryMeetingStore();
  const { log } = recordedLog();
  const live = openLiveTranscription({
    transcriber: engine,
    voiceActivity: new SilenceIsNoSpeech(),
    store,
    clock,
    log,
  });
  const random = randomNumbers(seed);
  const rooms: Room[] = [];
  for (let index = 0; index < meetings; index++) rooms.push(await openRoom(`m${index + 1}`, live, store, clock));
  const voicesTalking = Array.from({ length: speakers }, (_, index) => {
    const room = rooms[index % meetings];
    if (!room) throw new Error('a simulation needs a meeting');
    return room.join(`t${index + 1}`, simulateTalk(voices, random, durationMs, talkShare));
  });
  let longestLagMs = 0;
  for (let ms = 0; ms < durationMs; ms += STEP_MS) {
    await clock.advance(STEP_MS);
    for (const talking of voicesTalking) talking.say(voices, samplesOfMs(ms), samplesOfMs(ms + STEP_MS));
    longestLagMs = Math.max(longestLagMs, live.counters().lagMs);
  }
  const recoveryMs = await closeAll(live, clock, (lagMs) => {
    longestLagMs = Math.max(longestLagMs, lagMs);
  });
  const { chunks, gaps, lags, grown, crowded } = live.counters();
  const delays = voicesTalking.flatMap((talking) => talking.delaysMs).sort((a, b) => a - b);
  const words = voicesTalking.reduce((sum, talking) => sum + talking.wordsSaid, 0);
  return {
    utterances: delays.length,
    words,
    delayMs: { p50: quantile(delays, 0.5), p95: quantile(delays, 0.95), max: delays.at(-1) ?? 0 },
    chunks,
    chunksLost: gaps,
    wordsLost: words - rooms.reduce((sum, room) => sum + room.wordsRead, 0),
    longestLagMs,
    lags,
    chunksGrown: grown,
    longestChunkMs: engine.longestMs,
    chunksCrowded: crowded,
    recoveryMs,
  };
}

/** A meeting and whoever reads its captions. */
interface Room {
  readonly wordsRead: number;
  join(trackId: string, utterances: readonly SimulatedUtterance[]): Talking;
}

async function openRoom(
  meetingId: string,
  live: ReturnType<typeof openLiveTranscription>,
  store: MemoryMeetingStore,
  clock: FakeClock,
): Promise<Room> {
  await store.createMeeting({ ...aMeeting(), id: meetingId });
  const meeting = await live.openMeeting({ meetingId, language: 'en' });
  const talkings = new Map<string, Talking>();
  const room = {
    wordsRead: 0,
    join: (trackId: string, utterances: readonly SimulatedUtterance[]) => {
      const talking = new Talking(openTrack(meeting, trackId), utterances);
      talkings.set(trackId, talking);
      return talking;
    },
  };
  void (async () => {
    for await (const event of meeting.events()) {
      if (!('caption' in event)) continue;
      talkings.get(event.caption.trackId)?.read(event, clock.now());
      if (event.type === 'caption-end') room.wordsRead += event.caption.text.split(' ').length;
    }
  })();
  return room;
}

const openTrack = (meeting: LiveMeeting, trackId: string): LiveTrack =>
  meeting.openTrack({ trackId, speaker: { speaker: trackId, name: trackId } });

/** One speaker: what is said when, and when it could be read. */
class Talking {
  readonly delaysMs: number[] = [];
  readonly #track: LiveTrack;
  readonly #utterances: readonly SimulatedUtterance[];
  #speaking = 0;
  #reading = 0;

  constructor(track: LiveTrack, utterances: readonly SimulatedUtterance[]) {
    this.#track = track;
    this.#utterances = utterances;
  }

  get wordsSaid(): number {
    return this.#utterances.reduce((sum, utterance) => sum + utterance.words.length, 0);
  }

  say(voices: ScriptedVoices, from: number, to: number): void {
    while ((this.#utterances[this.#speaking]?.endSample ?? Number.POSITIVE_INFINITY) <= from) this.#speaking++;
    const utterance = this.#utterances[this.#speaking];
    if (utterance && utterance.startSample < to) void this.#track.push(from, voices.sound(utterance.words, from, to));
    else this.#track.advance(to);
  }

  read({ caption }: Extract<LiveEvent, { caption: unknown }>, nowMs: number): void {
    for (;;) {
      const next = this.#utterances[this.#reading];
      if (!next || caption.endMs < next.endMs) return;
      this.delaysMs.push(nowMs - next.endMs);
      this.#reading++;
    }
  }
}

/** Gives the time that it took, in ms. */
async function closeAll(
  live: ReturnType<typeof openLiveTranscription>,
  clock: FakeClock,
  onLag: (lagMs: number) => void,
): Promise<number> {
  const startMs = clock.now();
  let isClosed = false;
  const closing = live.close({ graceMs: GRACE_MS }).finally(() => {
    isClosed = true;
  });
  while (!isClosed) {
    await clock.advance(STEP_MS);
    onLag(live.counters().lagMs);
  }
  await closing;
  return clock.now() - startMs;
}

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

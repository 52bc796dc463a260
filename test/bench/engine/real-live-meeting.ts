import { msOfSamples, samplesOfMs } from '../../../src/domain/audio.ts';
import type { Logger } from '../../../src/log.ts';
import { openLiveTranscription } from '../../../src/meeting/index.ts';
import type { Transcriber } from '../../../src/ports/transcriber.ts';
import type { VoiceActivity } from '../../../src/ports/voice-activity.ts';
import type { LiveEvent, LiveTrack } from '../../../src/transcription/live/index.ts';
import { aMeeting } from '../../contract/a-stored-meeting.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { MemoryMeetingStore } from '../../doubles/memory-meeting-store.ts';
import { randomNumbers } from '../simulated-talk.ts';
import { inSimulatedTime, RealWork, withoutTime } from './real-work.ts';
import { type SaidSentence, soundBetween, standupTalk } from './standup-talk.ts';

export interface RealLiveMeeting {
  readonly durationMs: number;
  readonly speakers: number;
  /** True processes or hosts; the meeting waits for them, whatever time they take. */
  readonly transcriber: Transcriber;
  readonly voiceActivity: VoiceActivity;
  readonly log: Logger;
  /** Called before each call of the engine with the meeting's time in ms. */
  readonly onCall?: (nowMs: number) => void;
  /** What the engine says to every sentence, unless it knows them. */
  readonly answer?: string;
}

export interface RealLiveReport {
  readonly sentences: number;
  /** Of them, those that could be read word for word. */
  readonly heard: number;
  readonly gaps: number;
  readonly retries: number;
  readonly lags: number;
  /** From the last sample of a sentence until it could be read, in ms of the meeting; engine time is this machine's. */
  readonly delayMs: { readonly p50: number; readonly p95: number; readonly max: number };
}

const STEP_MS = 100;
const GRACE_MS = 3_600_000;
const SEED = 5;

/** A meeting in simulated time with true engines: an hour takes as long as the engines work. */
export async function liveMeeting(parts: RealLiveMeeting): Promise<RealLiveReport> {
  const { durationMs, speakers, log, answer } = parts;
  const clock = new FakeClock(0);
  const work = new RealWork();
  const store = new MemoryMeetingStore();
  await store.createMeeting({ ...aMeeting(), id: 'm1' });
  const live = openLiveTranscription({
    ...{ store, clock, log },
    transcriber: inSimulatedTime(parts.transcriber, work, clock, () => parts.onCall?.(clock.now())),
    voiceActivity: withoutTime(parts.voiceActivity, work),
  });
  const meeting = await live.openMeeting({ meetingId: 'm1', language: 'en' });
  const random = randomNumbers(SEED);
  const readers = Array.from({ length: speakers }, (_, index) => {
    const trackId = `t${index + 1}`;
    const track = meeting.openTrack({ trackId, speaker: { speaker: trackId, name: trackId } });
    return new Reader(track, standupTalk(durationMs, random), answer);
  });
  void (async () => {
    for await (const event of meeting.events()) for (const reader of readers) reader.read(event, clock.now());
  })();
  for (let ms = 0; ms < durationMs; ms += STEP_MS) {
    await clock.advance(STEP_MS);
    for (const reader of readers) reader.say(samplesOfMs(ms), samplesOfMs(ms + STEP_MS));
    await work.idle();
  }
  await closed(live.close({ graceMs: GRACE_MS }), clock, work);
  const { gaps, retries, lags } = live.counters();
  return { gaps, retries, lags, ...totalsOf(readers) };
}

async function closed(closing: Promise<void>, clock: FakeClock, work: RealWork): Promise<void> {
  let isClosed = false;
  void closing.finally(() => {
    isClosed = true;
  });
  while (!isClosed) {
    await clock.advance(STEP_MS);
    await work.idle();
  }
  await closing;
}

/** One speaker, and whoever waits to read what was said. */
class Reader {
  readonly delaysMs: number[] = [];
  readonly said: readonly SaidSentence[];
  readonly #track: LiveTrack;
  readonly #answer: string | undefined;
  readonly #used = new Set<string>();
  #pending: readonly SaidSentence[];

  constructor(track: LiveTrack, said: readonly SaidSentence[], answer: string | undefined) {
    this.#track = track;
    this.said = said;
    this.#answer = answer;
    this.#pending = said;
  }

  say(from: number, to: number): void {
    const sound = soundBetween(this.said, from, to);
    if (sound) void this.#track.push(from, sound);
    else this.#track.advance(to);
  }

  /** A caption counts for the first sentence said by then that it holds and that nobody has read. */
  read(event: LiveEvent, nowMs: number): void {
    if (!('caption' in event) || event.caption.trackId !== this.#track.trackId) return;
    const { id, text } = event.caption;
    if (this.#used.has(id)) return;
    const found = this.#pending.find(
      (sentence) => msOfSamples(sentence.startSample) <= nowMs && text.includes(this.#answer ?? sentence.text),
    );
    if (!found) return;
    this.#used.add(id);
    this.#pending = this.#pending.filter((sentence) => sentence !== found);
    this.delaysMs.push(nowMs - msOfSamples(found.endSample));
  }
}

function totalsOf(readers: readonly Reader[]): Pick<RealLiveReport, 'sentences' | 'heard' | 'delayMs'> {
  const delays = readers.flatMap(({ delaysMs }) => delaysMs).sort((a, b) => a - b);
  const quantile = (part: number): number => delays[Math.min(delays.length - 1, Math.floor(delays.length * part))] ?? 0;
  return {
    sentences: readers.reduce((sum, { said }) => sum + said.length, 0),
    heard: delays.length,
    delayMs: { p50: quantile(0.5), p95: quantile(0.95), max: delays.at(-1) ?? 0 },
  };
}

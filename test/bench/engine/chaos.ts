import { existsSync } from 'node:fs';
import { systemClock } from '../../../src/clock.ts';
import { createHttpTranscriber } from '../../../src/providers/stt-http/index.ts';
import { recordedLog } from '../../doubles/recorded-log.ts';
import { SttServer } from '../../doubles/stt-server.ts';
import { randomNumbers } from '../simulated-talk.ts';
import { type EngineStage, NotRunHere, type StageSettings } from './engine-stage.ts';
import { Killer } from './killer.ts';
import { atMost, exactly, holds, type Measure, told } from './measure.ts';
import { memorySlope } from './memory-slope.ts';
import { openSilero, openWhisper, TOY_MODEL } from './open-engines.ts';
import { liveMeeting, type RealLiveReport } from './real-live-meeting.ts';

const MINUTES = { full: 60, quick: 3 };
const JOBS = { full: 5_000, quick: 500 };
const SPEAKERS = 3;
const WORKERS = 2;
const KILL_EVERY_MS = 4_000;
const DELAY_BAR_MS = 10_000;
/** A step of V8's heap, seen once in 1400 chunks; over few chunks it looks like a slope. */
const HEAP_STEP_KILOBYTES = 20_000;
const SEED = 6;

/** Engines that die, hosts that go away, and memory over thousands of chunks. */
export const chaos: EngineStage = {
  name: 'chaos',
  title: 'children killed, a host gone, thousands of chunks',
  run: async (settings) => [
    ...(await killedChildren(settings)),
    ...(await lostHost(settings)),
    ...(await flatMemory(settings)),
  ],
};

/** Whisper children are killed at random, every few seconds of the meeting, most of them in the middle of a chunk. */
export async function meetingWithKills(
  durationMs: number,
): Promise<RealLiveReport & { readonly kills: number; readonly restarts: number }> {
  const { log, lines } = recordedLog();
  await using transcriber = openWhisper(TOY_MODEL, { workers: WORKERS, log });
  await using voiceActivity = openSilero();
  const killer = new Killer(lines, KILL_EVERY_MS, randomNumbers(SEED));
  const onCall = (nowMs: number): void => killer.look(nowMs);
  const report = await liveMeeting({ durationMs, speakers: SPEAKERS, transcriber, voiceActivity, log, onCall });
  killer.stop();
  return { ...report, kills: killer.kills, restarts: transcriber.health().restarts };
}

/** One of two hosts goes away in the middle of a chunk, a third into the meeting. */
export async function meetingWithLostHost(
  durationMs: number,
): Promise<RealLiveReport & { readonly toldByLog: number }> {
  const { log, lines } = recordedLog();
  await using going = await SttServer.open('whisper-server');
  await using staying = await SttServer.open('whisper-server');
  const hosts = [going.host(), staying.host()];
  await using transcriber = createHttpTranscriber({ hosts, timeoutMs: 60_000, clock: systemClock, log });
  await using voiceActivity = openSilero();
  let isGoing = false;
  const onCall = (nowMs: number): void => {
    if (isGoing || nowMs < durationMs / 3) return;
    isGoing = true;
    going.next({ kind: 'stall' });
    void going.arrival().then(() => going.fall());
  };
  const answer = going.text;
  const report = await liveMeeting({ durationMs, speakers: SPEAKERS, transcriber, voiceActivity, log, onCall, answer });
  const toldByLog = lines.filter(({ msg }) => String(msg).startsWith('transcription host failed')).length;
  return { ...report, toldByLog };
}

async function killedChildren(settings: StageSettings): Promise<Measure[]> {
  const minutes = minutesOf(settings);
  const report = await meetingWithKills(minutes * 60_000);
  const name = `${minutes} min live, children killed`;
  return [
    ...nothingLost(name, report),
    atMost(
      `${name}: delay p95, this machine's time for the engine`,
      Math.round(report.delayMs.p95),
      DELAY_BAR_MS,
      'ms',
    ),
    told(`${name}: delay p50`, Math.round(report.delayMs.p50), 'ms'),
    told(`${name}: delay, most`, Math.round(report.delayMs.max), 'ms'),
    told(`${name}: kills`, report.kills),
    told(`${name}: restarts`, report.restarts),
    told(`${name}: chunks tried again`, report.retries),
  ];
}

async function lostHost(settings: StageSettings): Promise<Measure[]> {
  const minutes = Math.min(minutesOf(settings), MINUTES.quick);
  const report = await meetingWithLostHost(minutes * 60_000);
  const name = `${minutes} min live, one of two hosts goes away`;
  return [
    ...nothingLost(name, report),
    exactly(`${name}: notices of a lag`, report.lags, 0),
    holds(`${name}: the log tells`, report.toldByLog > 0),
    told(`${name}: delay, most`, Math.round(report.delayMs.max), 'ms'),
  ];
}

const nothingLost = (name: string, { gaps, heard, sentences }: RealLiveReport): Measure[] => [
  exactly(`${name}: gaps`, gaps, 0),
  exactly(`${name}: sentences word for word`, heard, sentences),
];

async function flatMemory({ isQuick, jobs }: StageSettings): Promise<Measure[]> {
  if (!existsSync('/proc/self/status')) throw new NotRunHere('memory of processes is read from /proc');
  const count = jobs ?? (isQuick ? JOBS.quick : JOBS.full);
  const bar = HEAP_STEP_KILOBYTES / count;
  const { parentKilobytes, childKilobytes } = await memorySlope(count);
  return [
    atMost(`${count} chunks: memory of the parent, slope`, parentKilobytes, bar, 'kB/chunk'),
    atMost(`${count} chunks: memory of the child, slope`, childKilobytes, bar, 'kB/chunk'),
  ];
}

const minutesOf = ({ isQuick, minutes }: StageSettings): number => minutes ?? (isQuick ? MINUTES.quick : MINUTES.full);

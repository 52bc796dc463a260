import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Pcm, samplesOfMs } from '../../src/domain/audio.ts';
import type { ChunkMode, MeetingSettings } from '../../src/domain/meeting.ts';
import type { Minutes } from '../../src/domain/minutes.ts';
import { type MeetingPorts, MeetingService, type MinutesInput } from '../../src/meeting/index.ts';
import { writeExtractiveMinutes } from '../../src/minutes/index.ts';
import type { Transcriber, TranscriptionRequest } from '../../src/ports/transcriber.ts';
import { FakeClock } from '../doubles/fake-clock.ts';
import { FakeTranscriber, ok } from '../doubles/fake-transcriber.ts';
import { FakeVoiceActivity } from '../doubles/fake-voice-activity.ts';
import { MemoryGlossaryStore } from '../doubles/memory-glossary-store.ts';
import { MemoryHeardWindowStore } from '../doubles/memory-heard-window-store.ts';
import { MemoryJobQueue } from '../doubles/memory-job-queue.ts';
import { MemoryMeetingStore } from '../doubles/memory-meeting-store.ts';
import { recordedLog } from '../doubles/recorded-log.ts';
import { ScriptedDecoder, type ScriptedRecording } from '../doubles/scripted-decoder.ts';
import { temporaryFolder } from '../mom.ts';

/** Somebody speaks from `startMs` for `ms`, as loud as `level`: the double of the engine hears the level as a word. */
export interface Speech {
  readonly startMs: number;
  readonly ms: number;
  readonly level: number;
}

export function talk(lengthMs: number, speeches: readonly Speech[]): { readonly pcm: Pcm } {
  const pcm = new Float32Array(samplesOfMs(lengthMs));
  for (const { startMs, ms, level } of speeches) pcm.fill(level, samplesOfMs(startMs), samplesOfMs(startMs + ms));
  return { pcm };
}

/** "level 0.5": the loudest sample of the chunk. */
export const heard = ({ pcm }: TranscriptionRequest): string =>
  `level ${pcm.reduce((most, sample) => Math.max(most, sample), 0).toFixed(1)}`;

export interface MeetingOptions {
  readonly folder: string;
  readonly tracks: Readonly<Record<string, ScriptedRecording>>;
  readonly transcriber?: Transcriber;
  readonly chunkMode?: ChunkMode;
  /** What else decides the result. */
  readonly settings?: Partial<MeetingSettings>;
  readonly writeMinutes?: (input: MinutesInput) => Promise<Minutes>;
}

/** A meeting of doubles; the recordings are files only so that they have a fingerprint. */
export async function aMeeting(options: MeetingOptions) {
  const { folder, tracks } = options;
  const clock = new FakeClock();
  const { log } = recordedLog();
  const paths = Object.fromEntries(Object.keys(tracks).map((name) => [name, join(folder, `${name}.wav`)]));
  for (const [name, path] of Object.entries(paths)) writeFileSync(path, name);
  const decoder = new ScriptedDecoder(
    Object.fromEntries(Object.entries(tracks).map(([name, sound]) => [paths[name] ?? '', sound])),
  );
  const store = new MemoryMeetingStore();
  const limits = { maxBytes: 1e9, maxDurationMs: 1e9, stallTimeoutMs: 1e6, maxMemoryBytes: 1e9 };
  const writeMinutes =
    options.writeMinutes ?? (async (input: MinutesInput) => writeExtractiveMinutes({ ...input, timeZone: 'UTC' }));
  const glossary = new MemoryGlossaryStore();
  const heardAhead = new MemoryHeardWindowStore();
  const base = { store, heard: heardAhead, glossary, clock, log, limits, writeMinutes };
  const transcriber = options.transcriber ?? new FakeTranscriber((request) => ok(heard(request)));
  const ports: MeetingPorts = { ...base, decoder, voiceActivity: new FakeVoiceActivity(), transcriber };
  const service = new MeetingService({ ...base, queue: new MemoryJobQueue(clock) });
  const meeting = await service.begin({
    title: 'Test',
    startedAtMs: clock.now(),
    recordings: Object.entries(paths).map(([name, path]) => ({
      path,
      speaker: { speaker: name, name: `Name of ${name}` },
    })),
    settings: {
      chunkMode: options.chunkMode ?? 'recording',
      language: 'en',
      model: 'double',
      template: 'general',
      scope: 'local',
      ...options.settings,
    },
  });
  return { meeting, service, ports, store, heardAhead, glossary, decoder, paths, transcriber };
}

export const open = (ports: MeetingPorts) => () => Promise.resolve(ports);

/** A run that nobody stops. */
export const never = () => ({ signal: new AbortController().signal });

export const twoSpeeches = talk(20_000, [
  { startMs: 1_000, ms: 2_000, level: 0.5 },
  { startMs: 10_000, ms: 2_000, level: 0.7 },
]);

/** Falls between the two speeches. */
export const answer = talk(20_000, [{ startMs: 5_000, ms: 2_000, level: 0.9 }]);

/** A folder that goes away when the test that asks for it has ended. */
export function newFolder(): string {
  const folder = temporaryFolder('session');
  onTestFinished(() => folder[Symbol.dispose]());
  return folder.path;
}

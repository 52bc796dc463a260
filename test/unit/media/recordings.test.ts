import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MomError } from '../../../src/errors.ts';
import { createFfmpegDecoder } from '../../../src/providers/media/index.ts';
import { amply, readAll } from '../../contract/recording-decoder.contract.ts';
import { isAlive, zombies } from '../../doubles/processes.ts';
import { recordedLog, startedProcesses } from '../../doubles/recorded-log.ts';
import { hasShared, shared } from '../../shared.ts';

/** What a file must give: seconds of sound and the codes of its warnings, or the code of its error. */
type Expected = readonly [seconds: number, ...warnings: string[]] | string;

const JFK_S = 11;

const expected: Readonly<Record<string, Expected>> = {
  'formats/jfk.aac': [JFK_S],
  'formats/jfk.aiff': [JFK_S],
  'formats/jfk.flac': [JFK_S],
  'formats/jfk.m4a': [JFK_S],
  'formats/jfk.mp3': [JFK_S],
  'formats/jfk.ogg': [JFK_S],
  'formats/jfk.opus': [JFK_S],
  'formats/jfk.video.mp4': [JFK_S],
  'formats/jfk.wav': [JFK_S],
  'formats/jfk.webm': [JFK_S],
  'formats/jfk.wma': [JFK_S],
  'odd/50ms.wav': [0.05],
  'odd/6ch-96k.wav': [4],
  'odd/bitflips.opus': [JFK_S, 'recording_damaged', 'recording_gaps'],
  'odd/bitflips.wav': [JFK_S],
  'odd/clipped.wav': [JFK_S],
  'odd/data-size-zero.wav': [JFK_S, 'recording_truncated'],
  'odd/f32-48k.wav': [JFK_S],
  'odd/header-only.wav': 'recording_no_audio',
  'odd/hostile-tags.mp3': [JFK_S],
  'odd/html-named.mp3': 'recording_not_audio',
  'odd/mp3-named.wav': [JFK_S, 'recording_misnamed'],
  'odd/mulaw-8k.wav': [JFK_S],
  'odd/noextension': [JFK_S],
  'odd/opus-named.m4a': [JFK_S, 'recording_misnamed'],
  'odd/pink-noise-10s.wav': [10],
  'odd/random-bytes.mp3': 'recording_not_audio',
  'odd/random-bytes.wav': 'recording_not_audio',
  'odd/rate-zero.wav': [JFK_S, 'recording_repaired'],
  'odd/real/audio-mono-16-bit-44100Hz.aiff': [2.74],
  'odd/real/audio-mono-8-bit-44100Hz.wav': [2.74],
  'odd/real/audio-stereo-24-bit-44100Hz.wav': [2.74],
  'odd/real/audio-stereo-32-bit-44100Hz.wav': [2.74],
  'odd/real/jfk_441khz.m4a': [JFK_S],
  'odd/real/silero-test.mp3': [2.53],
  'odd/real/silero-test.opus': [8.06],
  'odd/real/stereo_diarization.wav': [5],
  'odd/s24-44k.wav': [JFK_S],
  'odd/silence-10s.wav': [10],
  'odd/stereo-antiphase.wav': [JFK_S, 'recording_antiphase'],
  'odd/stereo-right-silent.wav': [JFK_S],
  'odd/streamed-size-ffffffff.wav': [JFK_S, 'recording_truncated'],
  'odd/tone-10s.wav': [10],
  'odd/truncated-half.mp3': [5.49, 'recording_truncated'],
  'odd/truncated-half.wav': [5.5, 'recording_truncated'],
  'odd/truncated-no-moov.m4a': 'recording_not_audio',
  'odd/truncated.opus': [7, 'recording_truncated'],
  'odd/u8-8k.wav': [JFK_S],
  'odd/very-quiet.wav': [JFK_S],
  'odd/video-without-audio.mp4': 'recording_no_audio',
  'odd/wav-named.mp3': [JFK_S, 'recording_misnamed'],
  'odd/zero-length.mp3': 'recording_empty',
  'odd/zero-length.wav': 'recording_empty',
  'odd/zip-named.wav': 'recording_not_audio',
};

/** Level that the voice has in the mono 16-bit original, and how far off a mix of it may be. */
const JFK_LEVEL = 0.142;

const { log, lines } = recordedLog();
const decoder = createFfmpegDecoder({ log });

interface Outcome {
  readonly seconds: number;
  readonly level: number;
  readonly warnings: readonly { readonly code: string; readonly text: string }[];
}

async function decodeFile(name: string): Promise<Outcome> {
  const recording = await decoder.decode(shared('data', name), { limits: amply });
  const blocks = await readAll(recording);
  const samples = blocks.reduce((sum, block) => sum + block.length, 0);
  const energy = blocks.reduce((sum, block) => sum + block.reduce((part, sample) => part + sample * sample, 0), 0);
  return { seconds: samples / 16_000, level: Math.sqrt(energy / samples), warnings: recording.warnings };
}

function filesOf(folder: string): readonly string[] {
  const entries = readdirSync(shared('data', folder), { recursive: true, withFileTypes: true });
  const root = shared('data');
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

describe.skipIf(!hasShared)('recordings of every kind', () => {
  const names = hasShared ? [...filesOf('formats'), ...filesOf('odd')].toSorted() : [];

  it('are all known to this test', () => expect(names).toEqual(Object.keys(expected).toSorted()));

  it('give their sound or one clear sentence', { timeout: 180_000 }, async () => {
    const rows: string[] = [];
    for (const name of names) rows.push(`${name.padEnd(42)} ${await check(name)}`);
    process.stdout.write(`\n${rows.join('\n')}\n`);
    expect(startedProcesses(lines).filter(isAlive)).toEqual([]);
    expect(zombies()).toEqual([]);
  });

  it.each([
    'stereo-antiphase.wav',
    'stereo-right-silent.wav',
    'f32-48k.wav',
    's24-44k.wav',
    'mulaw-8k.wav',
    'u8-8k.wav',
  ])('the voice in %s is as loud as in the original', async (name) => {
    const { level } = await decodeFile(`odd/${name}`);
    expect(level).toBeGreaterThan(JFK_LEVEL * 0.98);
    expect(level).toBeLessThan(JFK_LEVEL * 1.02);
  });

  it('six channels at 96 kHz can be heard', async () => {
    expect((await decodeFile('odd/6ch-96k.wav')).level).toBeGreaterThan(0.05);
  });
});

/** Checks one file and returns its line of the table. */
async function check(name: string): Promise<string> {
  const wanted = expected[name];
  if (typeof wanted === 'string') {
    const error: unknown = await decodeFile(name).catch((thrown: unknown) => thrown);
    if (!(error instanceof MomError)) throw new Error(`${name} gave no MomError: ${String(error)}`);
    expect({ name, code: error.code, file: error.file }).toEqual({ name, code: wanted, file: shared('data', name) });
    expect(error.sentence).toMatch(/^"[^\n]*\.$/);
    expect(error.sentence).not.toMatch(/\bat .*:\d+|Error:/);
    return error.sentence;
  }
  const { seconds, warnings } = await decodeFile(name);
  const [wantedSeconds, ...wantedWarnings] = wanted ?? [0];
  expect({ name, codes: warnings.map(({ code }) => code) }).toEqual({ name, codes: wantedWarnings });
  expect(Math.abs(seconds - wantedSeconds), name).toBeLessThan(0.06);
  return [`${seconds.toFixed(2)} s`, ...warnings.map(({ text }) => text)].join('  ');
}

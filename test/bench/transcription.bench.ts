// mom bench transcription: CPU seconds per second of audio for each stage, and the same audio through whisper.cpp's own program, in one run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shared } from '../shared.ts';
import { decodeStage, speechStage } from './audio-stages.ts';
import { peakMegabytes } from './cpu-time.ts';
import { compareEngines, type EngineComparison } from './engine-stages.ts';
import { writeLongWav } from './long-wav.ts';
import type { Stage } from './stage.ts';

const HOURS = process.argv.includes('--long') ? 4 : 1;
const convo = (name: string): string => shared('data', 'diar', 'convo', name);
const folder = mkdtempSync(join(tmpdir(), 'mom-bench-'));

try {
  const long = join(folder, 'long.wav');
  writeLongWav(convo('convo-5spk.wav'), long, HOURS * 3_600);
  const decoding = [
    await decodeStage(`decoding, ${HOURS} h of WAV`, [long]),
    await decodeStage(
      'decoding, Ogg Opus 48 kHz stereo',
      [1688, 1998, 2033, 2414, 2609].map((id) => convo(`convo-5spk.track-${id}.opus`)),
    ),
    await decodeStage(
      'decoding, MP3 of 11 s, ten times',
      Array.from({ length: 10 }, () => shared('data', 'formats', 'jfk.mp3')),
    ),
  ];
  const speech = await speechStage(long, decoding[0]?.cpuSeconds ?? 0);
  const parentPeak = peakMegabytes(process.pid);
  report([...decoding, speech], await compareEngines(folder), parentPeak);
} finally {
  rmSync(folder, { recursive: true });
}

function report(stages: readonly Stage[], engines: EngineComparison, parentPeak: number): void {
  const peaks = {
    parentWhileStreaming: parentPeak,
    decoder: Math.max(...stages.map((stage) => stage.childPeakMegabytes)),
    engine: engines.peakMegabytes,
  };
  if (process.argv.includes('--json')) {
    process.stdout.write(
      `${JSON.stringify({ stages: [...stages, ...engines.stages], ratios: engines.ratios, sameText: engines.sameText, peakMegabytes: peaks }, null, 2)}\n`,
    );
    return;
  }
  for (const stage of [...stages, ...engines.stages]) process.stdout.write(`${stageLine(stage)}\n`);
  const { tinySized, toy } = engines.ratios;
  process.stdout.write(
    `\nCPU against whisper.cpp's own program: ${tinySized.toFixed(2)} (tiny-sized), ${toy.toFixed(2)} (toy model); same text: ${engines.sameText ? 'yes' : 'NO'}\n`,
  );
  process.stdout.write(
    `peak memory: parent ${peaks.parentWhileStreaming} MB while streaming ${HOURS} h, decoder ${peaks.decoder} MB, engine ${peaks.engine} MB\n`,
  );
}

function stageLine({ name, audioSeconds, cpuSeconds }: Stage): string {
  const perSecond = (cpuSeconds / audioSeconds).toFixed(4);
  return `${name.padEnd(44)} ${audioSeconds.toFixed(0).padStart(6)} s of audio  ${cpuSeconds.toFixed(2).padStart(7)} CPU s  ${perSecond} a second  ${(audioSeconds / cpuSeconds).toFixed(1)} x real time`;
}

import { readFileSync } from 'node:fs';
import { Encoder } from '@evan/opus';
import { type Pcm, SAMPLE_RATE_HZ, samplesOfMs } from '../../../src/domain/audio.ts';
import type { OpusDecoder } from '../../../src/ports/opus-decoder.ts';
import { shared } from '../../shared.ts';
import { readPcm } from '../../wav.ts';
import { type ArrivedSound, throughJournal } from './through-journal.ts';

/** A recording that the toy model knows by heart. */
export interface ToyClip {
  readonly path: string;
  readonly text: string;
  readonly pcm: Pcm;
}

/** What a call does to a voice. */
export interface Roughness {
  readonly leadMs: number;
  /** Bits a second; null for no codec at all. */
  readonly opusBitrate: number | null;
  /** Part of the packets that never come, 0..1. */
  readonly loss: number;
}

const PACKET_SAMPLES = samplesOfMs(20);
const FULL_SCALE = 32_767;
/** What Discord's clients send when their member stops talking. */
const SILENCE_AT_THE_END = new Array<Uint8Array>(5).fill(Uint8Array.of(0xf8, 0xff, 0xfe));

/** Path and text; the paths start at a folder beside data/speech. */
export const toyClips = (): ToyClip[] =>
  readFileSync(shared('models', 'ggml-toy-en.clips.tsv'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [path = '', text = ''] = line.split('\t');
      return { path, text, pcm: readPcm(shared('data', 'speech', path)) };
    });

/** The clip as it would arrive: silence before it, through Opus, and out of the journal of a call. Without a codec it is no call. */
export async function roughened(
  { pcm }: ToyClip,
  { leadMs, opusBitrate, loss }: Roughness,
  opus: OpusDecoder,
  random: () => number,
): Promise<ArrivedSound> {
  const led = new Float32Array(samplesOfMs(leadMs) + pcm.length);
  led.set(pcm, samplesOfMs(leadMs));
  if (opusBitrate === null) return { pcm: led, lost: [] };
  const sent = [...encode(led, opusBitrate), ...SILENCE_AT_THE_END];
  return await throughJournal(new Map([...sent.entries()].filter(() => random() >= loss)), opus);
}

function encode(pcm: Pcm, bitrate: number): Uint8Array[] {
  const encoder = new Encoder({ sample_rate: SAMPLE_RATE_HZ, channels: 1, application: 'voip' });
  encoder.bitrate = bitrate;
  return Array.from({ length: Math.ceil(pcm.length / PACKET_SAMPLES) }, (_, packet) => {
    const from = packet * PACKET_SAMPLES;
    const samples = Int16Array.from({ length: PACKET_SAMPLES }, (__, at) => (pcm[from + at] ?? 0) * FULL_SCALE);
    return Uint8Array.from(encoder.encode(samples));
  });
}

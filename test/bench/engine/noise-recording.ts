import { type Pcm, samplesOfMs } from '../../../src/domain/audio.ts';
import { sounds } from '../../session/sounds.ts';
import { randomNumbers } from '../simulated-talk.ts';

export interface NoisePiece {
  readonly sound: string;
  readonly startSample: number;
  readonly pcm: Pcm;
}

const PIECE_MS = [2_000, 14_000] as const;
const PAUSE_MS = [100, 1_500] as const;
/** Far from the microphone to too close to it. */
const GAINS = [0.1, 0.3, 1, 2];

/** Sounds that are no speech, one after the other, each at several levels and lengths; the same ones for the same seed. */
export function noiseRecording(minutes: number, seed: number): { readonly pcm: Pcm; readonly pieces: NoisePiece[] } {
  const random = randomNumbers(seed);
  const between = ([least, most]: readonly [number, number]): number => samplesOfMs(least + random() * (most - least));
  const pcm = new Float32Array(samplesOfMs(minutes * 60_000));
  const pieces: NoisePiece[] = [];
  const kinds = Object.entries(sounds);
  let at = 0;
  for (let number = 0; at < pcm.length; number++) {
    const [sound, make] = kinds[number % kinds.length] ?? ['silence', sounds.silence];
    const gain = GAINS[Math.floor(random() * GAINS.length)] ?? 1;
    const piece = make(Math.min(between(PIECE_MS), pcm.length - at)).map((sample) =>
      Math.min(1, Math.max(-1, sample * gain)),
    );
    pcm.set(piece, at);
    pieces.push({ sound, startSample: at, pcm: piece });
    at += piece.length + between(PAUSE_MS);
  }
  return { pcm, pieces };
}

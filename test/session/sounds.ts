import { type Pcm, SAMPLE_RATE_HZ, samplesOfMs } from '../../src/domain/audio.ts';

type Sound = (samples: number) => Pcm;

/** Sounds that are no speech, the same at every run. The toy model has words for all of them. */
export const sounds = {
  silence: (samples) => new Float32Array(samples),
  hiss: (samples) => noise(samples).map((sample) => sample * 0.1),
  rumble: (samples) => softened(noise(samples), 0.02).map((sample) => sample * 2),
  'pink noise': (samples) => pink(samples).map((sample) => sample * 0.1),
  hum: (samples) => tones(samples, [50, 100, 150], 0.1),
  whistle: (samples) => tones(samples, [1_000], 0.3),
  'a chord': (samples) => tones(samples, [262, 330, 392, 523], 0.08),
  'a melody': (samples) => melody(samples).map((sample) => sample * 0.2),
  clicks: (samples) => bursts(noise(samples), { everyMs: 700, lengthMs: 4, level: 0.8 }),
  typing: (samples) => bursts(softened(noise(samples), 0.4), { everyMs: 170, lengthMs: 25, level: 0.4 }),
  breath: (samples) => bursts(softened(noise(samples), 0.25), { everyMs: 1_600, lengthMs: 700, level: 0.08 }),
} satisfies Record<string, Sound>;

/** A small generator (mulberry32), for what must not change from run to run. */
function noise(samples: number): Pcm {
  let state = 20_261_128;
  return Float32Array.from({ length: samples }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2_147_483_648 - 1;
  });
}

/** One-pole low pass: the smaller the part, the darker the sound. */
function softened(pcm: Pcm, part: number): Pcm {
  let last = 0;
  return pcm.map((sample) => {
    last += part * (sample - last);
    return last;
  });
}

/** White noise through three low passes in a row of octaves (Paul Kellet's economy filter). */
function pink(samples: number): Pcm {
  const state = [0, 0, 0];
  return noise(samples).map((white) => {
    state[0] = 0.99765 * (state[0] ?? 0) + white * 0.099046;
    state[1] = 0.963 * (state[1] ?? 0) + white * 0.2965164;
    state[2] = 0.57 * (state[2] ?? 0) + white * 1.0526913;
    return (state[0] + state[1] + state[2] + white * 0.1848) / 3;
  });
}

function tones(samples: number, frequencies: readonly number[], level: number): Pcm {
  return Float32Array.from({ length: samples }, (_, index) =>
    frequencies.reduce((sum, hz) => sum + level * Math.sin((2 * Math.PI * hz * index) / SAMPLE_RATE_HZ), 0),
  );
}

/** Steps of a scale over C4, in semitones, and their length. */
const MELODY = [0, 4, 7, 12, 9, 5, 7, 2, 4, 0, -3, 0];
const NOTE_MS = 280;
/** Levels of a string's overtones, the first is the note itself. */
const OVERTONES = [1, 0.5, 0.33, 0.2, 0.12];

/** Plucked notes with overtones over a held bass: as near to music as a few sines come. */
function melody(samples: number): Pcm {
  const note = samplesOfMs(NOTE_MS);
  return Float32Array.from({ length: samples }, (_, index) => {
    const step = MELODY[Math.floor(index / note) % MELODY.length] ?? 0;
    const [hz, seconds] = [261.6 * 2 ** (step / 12), index / SAMPLE_RATE_HZ];
    const wave = (frequency: number): number => Math.sin(2 * Math.PI * frequency * seconds);
    const plucked = Math.exp((-4 * (index % note)) / note);
    const string = OVERTONES.reduce((sum, level, overtone) => sum + level * wave(hz * (overtone + 1)), 0);
    return plucked * string + 0.3 * wave(65.4) + 0.2 * wave(98);
  });
}

/** Swells and falls off again, over and over. */
function bursts(
  pcm: Pcm,
  { everyMs, lengthMs, level }: { readonly everyMs: number; readonly lengthMs: number; readonly level: number },
): Pcm {
  const [every, length] = [samplesOfMs(everyMs), samplesOfMs(lengthMs)];
  return pcm.map((sample, index) => {
    const position = index % every;
    return position < length ? sample * level * Math.sin((Math.PI * position) / length) : 0;
  });
}

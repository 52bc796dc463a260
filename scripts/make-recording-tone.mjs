// Makes the sound that says "I am recording": two soft notes, encoded once, kept as text. Run it after changing a note:
//   node scripts/make-recording-tone.mjs
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
// The WebAssembly build gives the same bytes on every machine.
import { Encoder } from '@evan/opus/wasm/index.mjs';

const TARGET = new URL('../src/platforms/discord/voice/worker/recording-tone.ts', import.meta.url);
const RATE = 48_000;
const FRAME_SAMPLES = 960;
const SECONDS = 1;
const BITRATE = 48_000;
/** A fifth that rises: e'' and b''. */
const NOTES = [
  { hertz: 659.26, startSeconds: 0 },
  { hertz: 987.77, startSeconds: 0.22 },
];
const ATTACK_SECONDS = 0.015;
const DECAY_SECONDS = 0.22;
/** Of full scale; nobody shall be startled. */
const VOLUME = 0.18;
/** A little of the octave makes it a bell rather than a beep. */
const OCTAVE = 0.25;

function note(hertz, seconds) {
  if (seconds <= 0) return 0;
  const envelope = Math.min(1, seconds / ATTACK_SECONDS) * Math.exp(-seconds / DECAY_SECONDS);
  const angle = 2 * Math.PI * hertz * seconds;
  return envelope * (Math.sin(angle) + OCTAVE * Math.sin(2 * angle));
}

function toneSamples() {
  return Int16Array.from({ length: RATE * SECONDS }, (_, sample) => {
    const seconds = sample / RATE;
    const fadeOut = Math.min(1, (SECONDS - seconds) * 10);
    const sum = NOTES.reduce((total, { hertz, startSeconds }) => total + note(hertz, seconds - startSeconds), 0);
    return Math.round(sum * VOLUME * 32_767 * fadeOut);
  });
}

/** Opus packets of 20 ms, in base64. */
export function makeTone() {
  const encoder = new Encoder({ channels: 1, sample_rate: RATE, application: 'audio' });
  encoder.bitrate = BITRATE;
  const samples = toneSamples();
  return Array.from({ length: samples.length / FRAME_SAMPLES }, (_, frame) => {
    const packet = encoder.encode(samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES));
    return Buffer.from(packet).toString('base64');
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = makeTone().map((packet) => `  '${packet}',`);
  const text = `// Made by scripts/make-recording-tone.mjs, which see.

/** The sound that says "I am recording": two soft notes in a second of Opus, 20 ms a packet, in base64. */
export const recordingTone: readonly string[] = [
${lines.join('\n')}
];
`;
  writeFileSync(TARGET, text);
}

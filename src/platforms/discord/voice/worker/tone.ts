/** What Opus is made of. */
export const TONE_RATE = 48_000;
const SECONDS = 1;
/** A fifth that rises, softly: e'' and b''. */
const NOTES = [
  { hertz: 659.26, startSeconds: 0 },
  { hertz: 987.77, startSeconds: 0.22 },
] as const;
const ATTACK_SECONDS = 0.015;
const DECAY_SECONDS = 0.22;
/** Of full scale; nobody shall be startled. */
const VOLUME = 0.18;
/** A little of the octave makes it a bell rather than a beep. */
const OCTAVE = 0.25;

/** The sound that says "I am recording", mono, 16 bit, at TONE_RATE. */
export function recordingTone(): Int16Array {
  return Int16Array.from({ length: TONE_RATE * SECONDS }, (_, sample) => {
    const seconds = sample / TONE_RATE;
    const sum = NOTES.reduce((total, { hertz, startSeconds }) => total + note(hertz, seconds - startSeconds), 0);
    return Math.round(sum * VOLUME * 32_767 * fadeOut(seconds));
  });
}

function note(hertz: number, seconds: number): number {
  if (seconds <= 0) return 0;
  const envelope = Math.min(1, seconds / ATTACK_SECONDS) * Math.exp(-seconds / DECAY_SECONDS);
  const angle = 2 * Math.PI * hertz * seconds;
  return envelope * (Math.sin(angle) + OCTAVE * Math.sin(2 * angle));
}

/** The last tenth of a second goes down to nothing. */
const fadeOut = (seconds: number): number => Math.min(1, (SECONDS - seconds) * 10);

import { msOfSamples, type Pcm } from '../../src/domain/audio.ts';
import type { TranscribedWord } from '../../src/ports/transcriber.ts';

/** A word at its place in a track. */
export interface ScriptedWord {
  readonly text: string;
  readonly startSample: number;
  readonly sampleCount: number;
}

/** Of a word that is cut so much must be there to understand it, or to take its beginning or end for a word. */
const UNDERSTOOD_PART = 0.6;
const NOTICED_PART = 0.25;
/** A sample holds the number of its word in the upper half of 20 bits; loudness is a power of two, which leaves those alone. */
const CODE_BITS = 20;
const FIRST_CODE = 2 ** (CODE_BITS - 1);
const LOUDNESS_STEPS = 4;
const STEADY_SAMPLES = 256;

/** Words as sound that can be read back exactly: each sample tells which word it belongs to, silence is zero. */
export class ScriptedVoices {
  readonly #words: ScriptedWord[] = [];
  readonly #codes = new Map<ScriptedWord, number>();

  say(text: string, startSample: number, sampleCount: number): ScriptedWord {
    const word = { text, startSample, sampleCount };
    if (this.#words.length >= FIRST_CODE) throw new Error('too many words for this double');
    this.#codes.set(word, FIRST_CODE + this.#words.length);
    this.#words.push(word);
    return word;
  }

  /** The sound of these words between two samples. */
  sound(words: Iterable<ScriptedWord>, startSample: number, endSample: number): Pcm {
    const pcm = new Float32Array(endSample - startSample);
    for (const word of words) {
      const from = Math.max(word.startSample, startSample);
      const to = Math.min(word.startSample + word.sampleCount, endSample);
      const code = (this.#codes.get(word) ?? 0) / 2 ** CODE_BITS;
      for (let at = from; at < to; ) {
        const end = Math.min(to, (Math.floor(at / STEADY_SAMPLES) + 1) * STEADY_SAMPLES);
        pcm.fill(code / loudnessAt(at), at - startSample, end - startSample);
        at = end;
      }
    }
    return pcm;
  }

  /** What somebody hears of it: words that are cut come as their beginning or end, or not at all when little is left of them. */
  hear(pcm: Pcm): TranscribedWord[] {
    const heard: TranscribedWord[] = [];
    for (let at = 0; at < pcm.length; ) {
      const word = this.#words[codeOf(pcm[at] ?? 0) - FIRST_CODE];
      const start = at;
      if (!word) {
        while (pcm[at] === 0) at++;
        continue;
      }
      at = endOfWord(pcm, at, word.sampleCount);
      const text = partHeard(word, at - start, start > 0);
      if (text) heard.push({ text, startMs: msOfSamples(start), endMs: msOfSamples(at), confidence: 0.9 });
    }
    return heard;
  }
}

/** Changes every 16 ms, so that cuts fall anywhere. */
const loudnessAt = (sample: number): number => 2 ** ((Math.floor(sample / STEADY_SAMPLES) * 7) % LOUDNESS_STEPS);

/** A word is one run of samples, so halving finds its end. */
function endOfWord(pcm: Pcm, start: number, mostSamples: number): number {
  const code = codeOf(pcm[start] ?? 0);
  let inside = start;
  let outside = Math.min(start + mostSamples, pcm.length);
  while (outside - inside > 1) {
    const middle = (inside + outside) >> 1;
    if (codeOf(pcm[middle] ?? 0) === code) inside = middle;
    else outside = middle;
  }
  return outside;
}

function codeOf(sample: number): number {
  if (sample === 0) return 0;
  let value = sample;
  while (value < 0.5) value *= 2;
  return value * 2 ** CODE_BITS;
}

function partHeard({ text, sampleCount }: ScriptedWord, samples: number, isBeginning: boolean): string | null {
  const part = samples / sampleCount;
  if (part >= UNDERSTOOD_PART) return text;
  if (part < NOTICED_PART) return null;
  const letters = Math.max(1, Math.floor(text.length * part));
  return isBeginning ? text.slice(0, letters) : text.slice(-letters);
}

const CONSONANTS = 'bdfgklmnprst';
const VOWELS = 'aeiou';

/** Six letters, two syllables; none of the first 43 200 is another one, or its beginning or end, and neighbours have little in common. */
export function wordText(index: number): string {
  let rest = (index * 7_919) % 43_200;
  const letter = (letters: string): string => {
    const at = rest % letters.length;
    rest = Math.floor(rest / letters.length);
    return letters[at] ?? '';
  };
  return `${letter(CONSONANTS)}${letter(VOWELS)}${letter(CONSONANTS)}${letter(CONSONANTS)}${letter(VOWELS)}k`;
}

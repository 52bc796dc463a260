import { type Pcm, samplesOfMs } from '../../src/domain/audio.ts';
import type { TranscribedWord, Transcription } from '../../src/ports/transcriber.ts';
import type { TranscriberAnswer } from './fake-transcriber.ts';

/** Every word of this speech lasts as long, and is as loud as its number says. */
export const WORD_SAMPLES = samplesOfMs(300);
const LOUDNESS = 0.1;
const STEP = 1 / 4_096; // exact in 32 bits

/** Word number `index` of the speech, and where it begins. */
export interface LevelWord {
  readonly index: number;
  readonly startSample: number;
}

/** Words as different as those of a talk: what repeats itself is not believed. */
export function textOfWord(index: number): string {
  let rest = Math.imul(index + 1, 0x9e37_79b1) >>> 0; // spreads neighbours far apart (Knuth's multiplicative hash)
  return ['bdfgklmnprst', 'aeiou', 'bdfgklmnprst', 'aeiou', 'lmnrst', 'aeiou']
    .map((letters) => {
      const letter = letters[rest % letters.length] ?? '';
      rest = Math.floor(rest / letters.length);
      return letter;
    })
    .join('');
}

/** Sound in which the words are said. */
export function levelSpeech(words: readonly LevelWord[], sampleCount: number): Pcm {
  const pcm = new Float32Array(sampleCount);
  for (const { index, startSample } of words)
    pcm.fill(LOUDNESS + index * STEP, startSample, startSample + WORD_SAMPLES);
  return pcm;
}

/** An engine that knows the loudness of each word. A word that is cut off it hears as something else. */
export const hearLevels =
  (language = 'en'): TranscriberAnswer =>
  async ({ pcm }) =>
    toTranscription(wordsIn(pcm), language);

function wordsIn(pcm: Pcm): TranscribedWord[] {
  const words: TranscribedWord[] = [];
  for (let start = 0; start < pcm.length; ) {
    let end = start + 1;
    while (end < pcm.length && pcm[end] === pcm[start]) end++;
    const index = Math.round(((pcm[start] ?? 0) - LOUDNESS) / STEP);
    const text = end - start === WORD_SAMPLES ? textOfWord(index) : 'xx';
    if ((pcm[start] ?? 0) > 0) words.push({ text, startMs: start / 16, endMs: end / 16, confidence: 0.9 });
    start = end;
  }
  return words;
}

function toTranscription(words: readonly TranscribedWord[], language: string): Transcription {
  const segment = {
    text: words.map((word) => word.text).join(' '),
    startMs: words[0]?.startMs ?? 0,
    endMs: words.at(-1)?.endMs ?? 0,
    confidence: 0.9,
    averageLogProbability: -0.1,
    noSpeechProbability: null,
    words,
  };
  return { language, segments: words.length > 0 ? [segment] : [] };
}

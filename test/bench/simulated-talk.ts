import { msOfSamples, samplesOfMs } from '../../src/domain/audio.ts';
import { type ScriptedVoices, type ScriptedWord, wordText } from '../doubles/scripted-voices.ts';

/** Something that somebody says, without a pause of a second. */
export interface SimulatedUtterance {
  readonly words: readonly ScriptedWord[];
  readonly startSample: number;
  readonly endSample: number;
  /** Of the last word, in meeting time. */
  readonly endMs: number;
}

const SHORTEST_MS = 1_000;
const LONGEST_MS = 12_000;
const SHORTEST_PAUSE_MS = 1_200;
/** About 150 words a minute, as in a meeting; now and then somebody takes a breath. */
const WORD_MS = [300, 500] as const;
const GAP_MS = [0, 60] as const;
const BREATH_MS = [320, 600] as const;
const BREATH_PART = 0.08;

/** Utterances of 1 to 12 s with pauses so long that `share` of the time is talk. */
export function simulateTalk(
  voices: ScriptedVoices,
  random: () => number,
  durationMs: number,
  share: number,
): SimulatedUtterance[] {
  const between = ([least, most]: readonly [number, number]): number => Math.round(least + random() * (most - least));
  const meanPauseMs = (((SHORTEST_MS + LONGEST_MS) / 2) * (1 - share)) / share;
  const pause = (): number =>
    between([SHORTEST_PAUSE_MS, Math.max(2 * meanPauseMs - SHORTEST_PAUSE_MS, SHORTEST_PAUSE_MS)]);
  const utterances: SimulatedUtterance[] = [];
  let said = 0;
  let atMs = Math.round(random() * meanPauseMs);
  for (;;) {
    const lengthMs = between([SHORTEST_MS, LONGEST_MS]);
    if (atMs + lengthMs > durationMs - SHORTEST_PAUSE_MS) return utterances;
    const words: ScriptedWord[] = [];
    for (const untilMs = atMs + lengthMs; atMs < untilMs; ) {
      const wordMs = between(WORD_MS);
      words.push(voices.say(wordText(said++), samplesOfMs(atMs), samplesOfMs(wordMs)));
      atMs += wordMs + (atMs + wordMs < untilMs ? between(random() < BREATH_PART ? BREATH_MS : GAP_MS) : 0);
    }
    utterances.push(utteranceOf(words));
    atMs += pause();
  }
}

function utteranceOf(words: readonly ScriptedWord[]): SimulatedUtterance {
  const [first, last] = [words[0], words.at(-1)];
  const endSample = last ? last.startSample + last.sampleCount : 0;
  return { words, startSample: first?.startSample ?? 0, endSample, endMs: msOfSamples(endSample) };
}

/** 0 <= number < 1, the same ones for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

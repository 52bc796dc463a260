import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Pcm, samplesOfMs } from '../../../src/domain/audio.ts';
import { shared } from '../../shared.ts';
import { readPcm } from '../../wav.ts';

export interface SaidSentence {
  readonly text: string;
  readonly pcm: Pcm;
  readonly startSample: number;
  readonly endSample: number;
}

/** Longer than what ends an utterance, so that each sentence has a caption of its own. */
const PAUSE_MS = [1_300, 6_000] as const;

/** One speaker says sentences of the stand-up by chance; the toy model knows them all. */
export function standupTalk(durationMs: number, random: () => number, turns = readTurns()): SaidSentence[] {
  const pause = (): number => samplesOfMs(PAUSE_MS[0] + random() * (PAUSE_MS[1] - PAUSE_MS[0]));
  const said: SaidSentence[] = [];
  for (let at = pause(); ; at += pause()) {
    const turn = turns[Math.floor(random() * turns.length)];
    if (!turn || at + turn.pcm.length > samplesOfMs(durationMs - PAUSE_MS[0])) return said;
    said.push({ ...turn, startSample: at, endSample: at + turn.pcm.length });
    at += turn.pcm.length;
  }
}

/** The sound of a track between two samples; null where nobody speaks. */
export function soundBetween(said: readonly SaidSentence[], from: number, to: number): Pcm | null {
  const spoken = said.find(({ startSample, endSample }) => startSample < to && endSample > from);
  if (!spoken) return null;
  const pcm = new Float32Array(to - from);
  const first = Math.max(from, spoken.startSample);
  pcm.set(spoken.pcm.subarray(first - spoken.startSample, to - spoken.startSample), first - from);
  return pcm;
}

export function readTurns(): { readonly text: string; readonly pcm: Pcm }[] {
  const home = shared('data', 'calls', 'standup');
  const { turns } = JSON.parse(readFileSync(join(home, 'reference.json'), 'utf8')) as {
    turns: readonly { readonly text: string }[];
  };
  const files = readdirSync(join(home, 'turns')).sort();
  return turns.map(({ text }, index) => ({ text, pcm: readPcm(join(home, 'turns', files[index] ?? '')) }));
}

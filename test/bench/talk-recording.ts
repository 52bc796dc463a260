import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Pcm, SAMPLE_RATE_HZ, samplesOfMs } from '../../src/domain/audio.ts';
import { shared } from '../shared.ts';
import { readPcm, wavBytes } from '../wav.ts';

/** Between two turns of a talk; nobody speaks twice in a row. */
const TURN_PAUSE_MS = { least: 500, most: 1_500 };
/** Between two rounds of it: somebody looks something up, shares a screen. */
const ROUND_PAUSE_MS = { least: 6_000, most: 24_000 };
const SEED = 20_261_128;

export interface SaidTurn {
  readonly user: string;
  readonly text: string;
  readonly pcm: Pcm;
}

/** A meeting on files, one a speaker. */
export interface TalkRecording {
  /** Path by user. */
  readonly tracks: ReadonlyMap<string, string>;
  readonly said: readonly SaidTurn[];
  readonly seconds: number;
}

/** The stand-up's turns, again and again, one track a speaker, with the pauses of a real talk. */
export function writeTalk(minutes: number, folder: string): TalkRecording {
  const turns = readTurns();
  const random = seededRandom(SEED);
  const pause = ({ least, most }: typeof TURN_PAUSE_MS): number => samplesOfMs(least + random() * (most - least));
  const total = minutes * 60 * SAMPLE_RATE_HZ;
  const tracks = new Map([...new Set(turns.map(({ user }) => user))].map((user) => [user, new Float32Array(total)]));
  const said: SaidTurn[] = [];
  let at = pause(TURN_PAUSE_MS);
  for (let index = 0; ; index++) {
    const turn = turns[index % turns.length];
    if (!turn || at + turn.pcm.length > total) break;
    tracks.get(turn.user)?.set(turn.pcm, at);
    said.push(turn);
    at += turn.pcm.length + pause((index + 1) % turns.length === 0 ? ROUND_PAUSE_MS : TURN_PAUSE_MS);
  }
  const paths = [...tracks].map(([user, pcm]) => {
    const path = join(folder, `track-${user}.wav`);
    writeFileSync(path, wavBytes(pcm));
    return [user, path] as const;
  });
  return { tracks: new Map(paths), said, seconds: minutes * 60 };
}

function readTurns(): SaidTurn[] {
  const home = shared('data', 'calls', 'standup');
  const { turns } = JSON.parse(readFileSync(join(home, 'reference.json'), 'utf8')) as {
    turns: readonly { readonly user: string; readonly text: string }[];
  };
  const files = readdirSync(join(home, 'turns')).sort();
  return turns.map(({ user, text }, index) => ({ user, text, pcm: readPcm(join(home, 'turns', files[index] ?? '')) }));
}

/** Mulberry32: the same recording in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

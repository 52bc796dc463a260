import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mom } from '../../mom.ts';
import { wavBytes } from '../../wav.ts';
import { randomNumbers } from '../simulated-talk.ts';
import type { EngineStage, StageSettings } from './engine-stage.ts';
import { type HeardClip, hearClip } from './hear-clip.ts';
import { captionsOfSound } from './live-sound.ts';
import { exactly, type Measure, told } from './measure.ts';
import { noiseRecording } from './noise-recording.ts';
import { openOpus, openSilero, openWhisper, TOY_MODEL } from './open-engines.ts';
import { type Roughness, roughened, toyClips } from './rough-clips.ts';

const MINUTES = { full: 60, quick: 6 };
const SEED = 4;
const LEADS_MS = [0, 200, 450, 700];
const BITRATES = [null, 16_000, 24_000, 32_000, 64_000];
const LOSSES = [0, 0.05];
/** Of the clips in a short run, each with this many of the 40 ways to be roughened. */
const QUICK_WAYS = 3;
/** Of what went wrong. */
const SHOWN = 12;

/** Sounds that are no speech, and speech that a call made worse. The toy model has words for every sound: only the gates keep them out. */
export const nothing: EngineStage = {
  name: 'nothing',
  title: 'no words from what is no speech, none that are confident and wrong',
  run: async (settings) => [...(await hearNoise(settings)), ...(await hearClips(settings))],
};

async function hearNoise({ folder, isQuick, minutes }: StageSettings): Promise<readonly Measure[]> {
  const length = minutes ?? (isQuick ? MINUTES.quick : MINUTES.full);
  const { pcm, pieces } = noiseRecording(length, SEED);
  const path = join(folder, 'noise.wav');
  writeFileSync(path, wavBytes(pcm));
  const words = ['minutes', '--model', TOY_MODEL, '--language', 'en', '--json', path];
  const { code, stdout, stderr } = await mom(words, { DATA_DIR: join(folder, 'data') });
  if (code !== 0) throw new Error(`mom minutes failed: ${stderr}`);
  const transcript = JSON.parse(stdout).transcript as readonly { text: string; startMs: number }[];
  const captions = await captionsOfSound(pcm);
  const count = (texts: readonly { text: string }[]): number => texts.flatMap(({ text }) => text.split(' ')).length;
  return [
    exactly(`${length} min of sounds, final pass: words`, count(transcript), 0),
    exactly(`${length} min of sounds, live: words`, count(captions), 0),
    told('sounds in it', pieces.length),
  ];
}

interface RoughClip extends HeardClip {
  readonly roughness: Roughness;
  readonly said: string;
}

async function hearClips({ isQuick }: StageSettings): Promise<readonly Measure[]> {
  await using transcriber = openWhisper(TOY_MODEL);
  await using voiceActivity = openSilero();
  await using decoder = openOpus();
  const random = randomNumbers(SEED);
  const heard: RoughClip[] = [];
  for (const [index, clip] of toyClips().entries()) {
    for (const roughness of isQuick ? someWays(index) : allWays()) {
      const sound = await roughened(clip, roughness, decoder, random);
      heard.push({ ...(await hearClip(sound, clip.text, transcriber, voiceActivity)), roughness, said: clip.text });
    }
  }
  return report(heard);
}

/** Loss needs packets. */
const allWays = (): Roughness[] =>
  LEADS_MS.flatMap((leadMs) =>
    BITRATES.flatMap((opusBitrate) =>
      LOSSES.filter((loss) => loss === 0 || opusBitrate !== null).map((loss) => ({ leadMs, opusBitrate, loss })),
    ),
  );

function someWays(index: number): Roughness[] {
  const ways = allWays();
  return Array.from({ length: QUICK_WAYS }, (_, number) => ways[(index * 7 + number * 13) % ways.length]).filter(
    (way) => way !== undefined,
  );
}

const verdicts = ['exact', 'flagged', 'confident-wrong'] as const;

function report(heard: readonly RoughClip[]): Measure[] {
  const wrong = heard.filter(({ verdict }) => verdict === 'confident-wrong');
  return [
    exactly(`clips, ${heard.length} hearings: confident and wrong`, wrong.length, 0),
    told('clips: exact / flagged / confident and wrong', countsOf(heard)),
    ...LOSSES.flatMap((loss) => BITRATES.flatMap((bitrate) => countsOfWay(heard, loss, bitrate))),
    ...wrong.slice(0, SHOWN).map(mistake),
  ];
}

function countsOfWay(heard: readonly RoughClip[], loss: number, bitrate: number | null): Measure[] {
  const some = heard.filter(({ roughness }) => roughness.loss === loss && roughness.opusBitrate === bitrate);
  const codec = bitrate === null ? 'no codec' : `Opus ${bitrate / 1_000} kbit/s`;
  return some.length === 0 ? [] : [told(`clips, ${codec}, ${loss * 100} % lost`, countsOf(some))];
}

const countsOf = (clips: readonly RoughClip[]): string =>
  verdicts.map((wanted) => clips.filter(({ verdict }) => verdict === wanted).length).join(' / ');

function mistake({ said, text, confidence, roughness: { leadMs, opusBitrate, loss } }: RoughClip): Measure {
  const how = `${leadMs} ms late, ${opusBitrate ?? 0} bit/s, ${loss * 100} % lost`;
  return told(`"${said.slice(0, 20)}…" as "${text.slice(0, 20)}…", ${how}, confidence`, confidence);
}

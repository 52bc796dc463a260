import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareFinalPass } from '../final-pass.ts';
import type { EngineStage, StageSettings } from './engine-stage.ts';
import { atMost, exactly, type Measure, told } from './measure.ts';
import { needWhisperCli } from './need-whisper-cli.ts';
import { TINY_STUB, TOY_MODEL } from './open-engines.ts';

const MINUTES = { full: 30, quick: 5 };
/** Part of whisper-cli's CPU that ours may take. */
const BAR = 0.4;

/** A meeting of three tracks through `mom minutes` and through whisper-cli: the stub for the cost, the toy model for the words. */
export const finalPass: EngineStage = {
  name: 'final-pass',
  title: 'the final pass over three tracks, against whisper-cli',
  run: async (settings) => {
    needWhisperCli();
    return [...(await compare('tiny (stub)', TINY_STUB, settings)), ...(await compare('toy', TOY_MODEL, settings))];
  },
};

async function compare(name: string, model: string, { isQuick, minutes, folder }: StageSettings): Promise<Measure[]> {
  const length = minutes ?? (isQuick ? MINUTES.quick : MINUTES.full);
  const place = join(folder, name);
  mkdirSync(place);
  const { ratio, ours, theirs, turns, talkSeconds } = await compareFinalPass(model, length, place);
  const ratioName = `${name}, ${length} min: part of whisper-cli's CPU`;
  return [
    // The toy is so small that an engine costs nothing: its ratio would compare everything else with nothing.
    model === TOY_MODEL ? told(ratioName, ratio) : atMost(ratioName, ratio, BAR),
    ...(model === TOY_MODEL ? wordsOf(name, ours.turnsHeard, theirs.turnsHeard, turns) : []),
    told(`${name}: CPU, decoding, VAD and minutes included`, ours.cpuSeconds, 's'),
    told(`${name}: whisper-cli's`, theirs.cpuSeconds, 's'),
    told(`${name}: talk in it`, Math.round(talkSeconds), 's'),
  ];
}

const wordsOf = (name: string, ours: number, theirs: number, turns: number): Measure[] => [
  exactly(`${name}: turns word for word`, ours, turns),
  told(`${name}: whisper-cli's turns word for word`, theirs),
];

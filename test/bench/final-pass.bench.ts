// node test/bench/final-pass.bench.ts [MINUTES] [MODEL…]: CPU of the final pass against whisper.cpp's own program over the same three tracks, in one run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shared } from '../shared.ts';
import { compareFinalPass, type FinalPassComparison, type FinalPassCost } from './final-pass.ts';

const [minutes = '30', ...wanted] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
/** The one says the words, the other costs what a real model costs. */
const usual = ['ggml-toy-en.bin', 'for-tests-ggml-tiny.en.bin'].map((name) => shared('models', name));
const found: FinalPassComparison[] = [];
for (const model of wanted.length > 0 ? wanted : usual) {
  const folder = mkdtempSync(join(tmpdir(), 'mom-final-'));
  try {
    found.push(await compareFinalPass(model, Number(minutes), folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const report = process.argv.includes('--json') ? JSON.stringify(found, null, 2) : found.map(line).join('\n');
process.stdout.write(`${report}\n`);

function line(found: FinalPassComparison): string {
  const { ours, theirs, turns, audioSeconds, talkSeconds, ratio } = found;
  const cost = ({ cpuSeconds, turnsHeard }: FinalPassCost): string =>
    `${cpuSeconds.toFixed(1)} CPU s, ${turnsHeard} of ${turns} turns word for word`;
  return [
    `${found.model}: ${audioSeconds} s of tracks, ${Math.round(talkSeconds)} s of talk`,
    `  AI MOM       ${cost(ours)}`,
    `  whisper-cli  ${cost(theirs)}`,
    `  ratio        ${ratio.toFixed(2)}`,
  ].join('\n');
}

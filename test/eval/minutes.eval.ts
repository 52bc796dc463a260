// node test/eval/minutes.eval.ts [--json] [--runs N]: the bars of research/minutes.md 3. Ends with 1 when one is not met.
import { parseArgs } from 'node:util';
import { type Bar, rounded } from './minutes/bar.ts';
import { runBars, WHOLE } from './minutes/run-bars.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean' }, runs: { type: 'string', default: '200' } } });
const runs = Number(values.runs);
const before = process.cpuUsage();
const bars = await runBars({ ...WHOLE, runs });
const { user, system } = process.cpuUsage(before);
const cpuSeconds = Math.round((user + system) / 1e6);
const failed = bars.filter(({ isMet }) => !isMet);
process.stdout.write(values.json ? `${JSON.stringify({ runs, cpuSeconds, bars }, null, 2)}\n` : asTable(bars));
if (failed.length > 0) process.exitCode = 1;

function asTable(list: readonly Bar[]): string {
  const rows = list.map(
    ({ group, what, value, limit, isMet }) =>
      `| ${group} | ${what} | ${rounded(value)} | ${limit} | ${isMet ? 'yes' : 'NO'} |`,
  );
  const head = ['| bar | what | figure | must be | met |', '|---|---|---|---|---|'];
  const end = `${runs} runs, ${cpuSeconds} CPU s, ${list.length - failed.length} of ${list.length} met`;
  return [...head, ...rows, '', end, ''].join('\n');
}

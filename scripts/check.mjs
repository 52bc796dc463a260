// `npm run check`: types, lint, boundaries, unused code. All run, then the verdict, so that one call tells everything.
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { projectRoot } from './runtime.mjs';

const bin = join(projectRoot, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };

const checks = {
  types: ['tsc', ['-p', 'tsconfig.json']],
  lint: ['biome', ['check', '--error-on-warnings', '.']],
  boundaries: ['depcruise', ['src', 'commands', '--config', '.dependency-cruiser.cjs', '--output-type', 'json']],
  'unused code': ['knip', []],
};

const failed = Object.entries(checks).filter(([name, [command, args]]) => !runs(name, command, args));
if (failed.length > 0) process.exitCode = 1;

function runs(name, command, args) {
  const isGate = name === 'boundaries';
  const run = (cwd) => spawnSync(join(bin, command), args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  const fault = isGate ? boundaryFault(inPlainCopy(run)) : plainFault(run(projectRoot));
  console.log(fault === null ? `check: ${name} ok` : `check: ${name} FAILED\n${fault}`);
  return fault === null;
}

function plainFault({ status, stdout, stderr, error }) {
  return status === 0 ? null : `${error?.message ?? ''}${stdout}${stderr}`;
}

/** dependency-cruiser's TypeScript reader stops at `using`, so it reads a copy in which that word is `const`. */
function inPlainCopy(run) {
  const copy = mkdtempSync(join(tmpdir(), 'mom-boundaries-'));
  try {
    for (const part of ['src', 'commands', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
      cpSync(join(projectRoot, part), join(copy, part), { recursive: true });
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'));
    for (const file of globSync('{src,commands}/**/*.ts', { cwd: copy })) {
      const path = join(copy, file);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/^(\s*)(?:await )?using (\w+)/gm, '$1const $2'));
    }
    return run(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** A gate that read nothing proves nothing: with the wrong parser dependency-cruiser sees no module and is content. */
function boundaryFault(result) {
  if (!result.stdout) return plainFault(result) ?? 'no output';
  const { summary } = JSON.parse(result.stdout);
  if (summary.totalCruised < 20 || summary.totalDependenciesCruised < 20)
    return `only ${summary.totalCruised} modules were read`;
  const broken = summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`);
  return broken.length === 0 ? null : broken.join('\n');
}

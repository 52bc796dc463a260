import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../src/config.ts';

const launcher = join(projectRoot, 'bin', 'mom.mjs');

export interface MomResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningMom {
  readonly child: ChildProcess;
  readonly finished: Promise<MomResult>;
}

/** A data folder of its own that goes away with the test. */
export function temporaryFolder(name: string): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), `mom-${name}-`));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts `mom` as a person would, with nothing of this shell's configuration. */
export function startMom(words: readonly string[], environment: Readonly<Record<string, string>> = {}): RunningMom {
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', LOG_LEVEL: 'warn', ...environment };
  const child = spawn(process.execPath, [launcher, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  return { child, finished: collect(child) };
}

export const mom = (words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<MomResult> =>
  startMom(words, environment).finished;

async function collect(child: ChildProcess): Promise<MomResult> {
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (piece: Buffer) => {
    texts.stdout += piece.toString();
  });
  child.stderr?.on('data', (piece: Buffer) => {
    texts.stderr += piece.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, ...texts };
}

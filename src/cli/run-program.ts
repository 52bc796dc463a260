import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../config.ts';
import { MomError } from '../errors.ts';
import type { CliIo } from './cli-io.ts';

/**
 * Runs a program of the tests, so that nothing of theirs is in the product, with our streams; gives its exit status.
 *
 * @throws MomError usage when this is no clone of the repository
 */
export async function runProgram(path: readonly string[], words: readonly string[], io: CliIo): Promise<number | null> {
  const script = join(projectRoot, 'test', ...path);
  if (!existsSync(script))
    throw new MomError('usage', 'This is part of the repository, not of an image: run it in a clone.');
  const child = spawn(process.execPath, [script, ...words], { stdio: 'inherit', signal: io.signal });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Clock } from '../ports/clock.ts';
import type { ProgramResult } from './doctor-facts.ts';
import { withDeadline } from './with-deadline.ts';

/** Loading FFmpeg from a cold disk takes a few seconds. */
const LONGEST_RUN_MS = 20_000;
const MOST_OUTPUT_CHARS = 64 * 1024;

export interface RunProgramOptions {
  readonly clock: Clock;
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/**
 * Runs a program without a shell and collects what it says; null when there is no such program.
 *
 * @throws DeadlineError when it had to be killed; an aborted signal's reason
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { clock, folder, signal }: RunProgramOptions,
): Promise<ProgramResult | null> {
  return withDeadline({ clock, ms: LONGEST_RUN_MS, ...(signal ? { signal } : {}) }, async (deadline) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = () => void child.kill('SIGKILL');
    deadline.addEventListener('abort', kill, { once: true });
    try {
      const result = await resultOf(child);
      deadline.throwIfAborted();
      return result;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    } finally {
      deadline.removeEventListener('abort', kill);
    }
  });
}

async function resultOf(child: ChildProcess): Promise<ProgramResult> {
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const [exitCode, endedBy] = (await once(child, 'close')) as [number | null, string | null];
  return { exitCode, endedBy, stdout: stdout(), stderr: stderr() };
}

function collect(stream: Readable | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(0, MOST_OUTPUT_CHARS);
  });
  return () => text;
}

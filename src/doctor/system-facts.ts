import { mkdtemp, readFile, rmdir, stat, statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import type { ModelLibrary } from '../ports/model-library.ts';
import type { DiskFacts, DoctorFacts } from './doctor-facts.ts';
import { runProgram } from './run-program.ts';

export interface SystemFactsOptions {
  readonly projectRoot: string;
  readonly models: ModelLibrary;
  readonly clock: Clock;
  readonly fetch?: typeof fetch;
}

/** This machine. */
export function systemFacts(options: SystemFactsOptions): DoctorFacts {
  const { projectRoot, clock } = options;
  return {
    fetch,
    ...options,
    nodeVersion: process.versions.node,
    nodePath: process.execPath,
    platform: process.platform,
    arch: process.arch,
    cpuFlags: async () => flagsOf(await readText('/proc/cpuinfo')),
    readText,
    runProgram: (program, args, signal) =>
      runProgram(program, args, { clock, folder: projectRoot, ...(signal ? { signal } : {}) }),
    disk,
    memory: () => ({
      // In a container without a limit the constraint is larger than any memory.
      totalBytes: Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem()),
      availableBytes: process.availableMemory(),
    }),
  };
}

/** Flags that every core has: "flags" on x86, "Features" on Arm. */
export function flagsOf(cpuinfo: string | null): readonly string[] | null {
  const cores = [...(cpuinfo ?? '').matchAll(/^(?:flags|Features)\s*:(.*)$/gm)].map((line) =>
    (line[1] ?? '').trim().split(/\s+/),
  );
  const [first, ...others] = cores;
  return first?.filter((flag) => others.every((flags) => flags.includes(flag))) ?? null;
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function disk(folder: string): Promise<DiskFacts> {
  const existing = await nearestExisting(folder);
  const { bavail, bsize } = await statfs(existing);
  return { freeBytes: bavail * bsize, isWritable: await isWritable(existing) };
}

async function nearestExisting(folder: string): Promise<string> {
  const exists = await stat(folder).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  return exists || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
}

/** Tried out: rights alone say nothing to root, and nothing about read-only and remote disks. */
async function isWritable(folder: string): Promise<boolean> {
  try {
    await rmdir(await mkdtemp(join(folder, '.mom-doctor-')));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

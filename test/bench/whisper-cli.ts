import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { packedSource } from '../../scripts/whisper/source.mjs';
import { projectRoot } from '../../src/config.ts';

const home = join(projectRoot, 'node_modules', '.cache', 'whisper-cli');
const program = join(home, 'build', 'bin', 'whisper-cli');

/** whisper.cpp's own program with its default build, made from the same source as our engine; made once, kept in the cache. */
export function buildWhisperCli(): void {
  if (existsSync(program)) return;
  mkdirSync(home, { recursive: true });
  process.stderr.write('bench: building whisper.cpp’s own program, a few minutes, once\n');
  const flags = [
    '-DCMAKE_BUILD_TYPE=Release',
    '-DWHISPER_BUILD_TESTS=OFF',
    '-DWHISPER_BUILD_SERVER=OFF',
    '-DBUILD_SHARED_LIBS=OFF',
  ];
  execFileSync('cmake', ['-S', packedSource(), '-B', join(home, 'build'), ...flags], {
    stdio: 'ignore',
  });
  execFileSync('cmake', ['--build', join(home, 'build'), '--target', 'whisper-cli', '-j', '2'], {
    stdio: 'ignore',
  });
}

/** What the program hears in wav files, with its own settings; only model, language and threads are ours. */
export function runWhisperCli(model: string, threads: number, files: readonly string[]): string {
  const options = ['-m', model, '-t', String(threads), '-l', 'en', '-np', '-nt'];
  const { status, stdout, stderr } = spawnSync(program, [...options, ...files], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`whisper-cli ended with ${status}: ${stderr.slice(-500)}`);
  return stdout;
}

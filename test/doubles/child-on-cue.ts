// A child that does what it is told, the bad things included. Forked by the tests of src/child.
import { pbkdf2 } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { serveChild } from '../../src/child/index.ts';
import { type ErrorCode, MomError } from '../../src/errors.ts';

/** How the child starts. `marker` is a file that is made the first time. */
export type StartCue =
  | { readonly act: 'start' }
  | { readonly act: 'die' }
  | { readonly act: 'die-once'; readonly marker: string }
  | { readonly act: 'fail'; readonly code: ErrorCode; readonly message: string }
  | { readonly act: 'hang' }
  | { readonly act: 'ignore-sigterm' };

export type JobCue =
  | { readonly act: 'echo'; readonly value: unknown }
  | { readonly act: 'process-id' }
  | { readonly act: 'environment' }
  | { readonly act: 'die'; readonly lastWords?: string }
  | { readonly act: 'exit'; readonly code: number }
  | { readonly act: 'disconnect' }
  | { readonly act: 'die-once'; readonly marker: string }
  | { readonly act: 'fail'; readonly code: ErrorCode; readonly message: string }
  | { readonly act: 'throw'; readonly message: string }
  | { readonly act: 'hang' }
  | { readonly act: 'spin' }
  | { readonly act: 'native-work' };

serveChild<StartCue, JobCue, unknown>(async (cue) => {
  if (cue.act === 'ignore-sigterm') process.on('SIGTERM', () => undefined);
  else if (cue.act !== 'start') await misbehave(cue);
  return answer;
});

async function answer(cue: JobCue): Promise<unknown> {
  if (cue.act === 'echo') return cue.value;
  if (cue.act === 'process-id') return process.pid;
  if (cue.act === 'environment') return { ...process.env };
  if (cue.act === 'exit') return process.exit(cue.code);
  if (cue.act === 'disconnect') return process.disconnect();
  if (cue.act === 'throw') throw new Error(cue.message);
  if (cue.act === 'spin') for (;;);
  if (cue.act === 'native-work') return await nativeWork();
  return await misbehave(cue);
}

type BadCue = Extract<JobCue, { act: 'die' | 'die-once' | 'fail' | 'hang' }>;

async function misbehave(cue: BadCue): Promise<unknown> {
  if (cue.act === 'fail') throw new MomError(cue.code, cue.message);
  if (cue.act === 'die-once') {
    if (existsSync(cue.marker)) return 'alive';
    writeFileSync(cue.marker, '');
  }
  if (cue.act === 'die' && cue.lastWords) process.stderr.write(cue.lastWords);
  if (cue.act !== 'hang') process.kill(process.pid, 'SIGKILL');
  return await new Promise(() => undefined);
}

/** Minutes of work on libuv's threads that nothing can interrupt, as whisper.cpp's is. */
function nativeWork(): Promise<unknown> {
  return new Promise((resolve) => pbkdf2('a', 'b', 500_000_000, 64, 'sha512', resolve));
}

import { type ChildProcess, fork } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { childEnvironment, TextTail } from '../../child/index.ts';
import { PCM_FD } from './messages.ts';

/** The heap holds no audio; FFmpeg's memory is not in it. */
const FLAGS = ['--max-old-space-size=128'];
/** Enough for the assertion of native code and the lines before it. */
const STDERR_CHARACTERS = 2_000;

export interface ForkedDecoder {
  readonly child: ChildProcess;
  readonly samples: Readable;
  /** The last words on its stderr. */
  readonly stderrTail: () => string;
}

/** A fresh process that waits for its one job. Without a process id it could not be started; `onError` hears why. */
export function forkDecoder(onError: (error: Error) => void): ForkedDecoder {
  const child = fork(fileURLToPath(new URL('./decoder-child.ts', import.meta.url)), [], {
    execArgv: FLAGS,
    env: childEnvironment({}),
    serialization: 'json',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.on('error', onError);
  const tail = new TextTail(STDERR_CHARACTERS);
  child.stderr?.on('data', (bytes: Buffer) => tail.add(bytes.toString()));
  const samples = child.pid === undefined ? Readable.from([]) : (child.stdio[PCM_FD] as Readable);
  return { child, samples, stderrTail: () => tail.text };
}

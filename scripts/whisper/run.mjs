import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { logFile } from './places.mjs';

/** Whether the program is there and ends well. */
export function succeeds(program, args = ['--version']) {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** Runs steps one after the other with all their output in the log file. `step` gets the file descriptor. */
export function logged(step) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  try {
    step(['ignore', log, log]);
  } finally {
    closeSync(log);
  }
}

import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';
import { codeOf } from './fault.ts';
import type { ScrubJob } from './scrub.ts';

// Errors cross the thread without their code, so the code goes as a message. This thread may sleep in SQLite's own busy_timeout.
try {
  rewrite(workerData);
} catch (error) {
  parentPort?.postMessage(codeOf(error) || String(error));
}

function rewrite({ path, patienceMs }: ScrubJob): void {
  const native = new BetterSqlite3(path, { fileMustExist: true, timeout: patienceMs });
  try {
    const marks = native.pragma('user_version', { simple: true });
    native.exec('vacuum');
    emptyWal(native);
    // Whoever deleted meanwhile has raised the count and scrubs again.
    const clear = native.transaction(() => {
      if (native.pragma('user_version', { simple: true }) === marks) native.pragma('user_version = 0');
    });
    clear.immediate();
  } finally {
    native.close();
  }
}

function emptyWal(native: BetterSqlite3.Database): void {
  const busy = native.pragma('wal_checkpoint(truncate)', { simple: true });
  if (busy !== 0) throw Object.assign(new Error('the WAL is in use'), { code: 'SQLITE_BUSY' });
}

import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';

const HEARTBEAT_MS = 10_000;
/** An owner that has shown no life for this long is taken for dead, wherever it ran. */
const STALE_AFTER_MS = 60_000;
const LOOK_AGAIN_MS = 500;

/** Tokens of the locks that this process holds: its own pid in a lock file means nothing after a restart in a container. */
const heldHere = new Set<string>();

interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

export interface LockOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** Called every time the lock was found taken. */
  readonly onWait: () => Promise<void>;
  readonly signal?: AbortSignal;
}

/** Runs `work` while no other process works on `target`; the lock of a dead owner is taken over. */
export async function withDownloadLock<T>(target: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const path = `${target}.lock`;
  const token = randomUUID();
  while (!(await take(path, token, options.clock))) {
    if (await removeStale(path, options)) continue;
    await options.onWait();
    await options.clock.delay(LOOK_AGAIN_MS, options.signal);
  }
  const over = new AbortController();
  const beating = keepAlive(path, options, over.signal);
  try {
    return await work();
  } finally {
    over.abort();
    await beating;
    heldHere.delete(token);
    if ((await readOwner(path))?.token === token) await rm(path, { force: true });
  }
}

async function take(path: string, token: string, clock: Clock): Promise<boolean> {
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (file === null) return false;
  await using created = file;
  try {
    heldHere.add(token);
    await created.writeFile(JSON.stringify({ pid: process.pid, host: hostname(), token } satisfies Owner));
    await created.utimes(clock.now() / 1000, clock.now() / 1000);
    return true;
  } catch (error) {
    heldHere.delete(token);
    await rm(path, { force: true });
    throw error;
  }
}

async function keepAlive(path: string, { clock, log }: LockOptions, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    try {
      await clock.delay(HEARTBEAT_MS, over);
      await utimes(path, clock.now() / 1000, clock.now() / 1000);
    } catch (error) {
      if (!over.aborted) log.debug({ err: error, file: path }, 'the lock of a download has lost its heartbeat');
    }
  }
}

/** True when a dead owner's lock was there and is gone now. */
async function removeStale(path: string, { clock, log }: LockOptions): Promise<boolean> {
  const owner = await readOwner(path);
  const touchedAtMs = await touchedAt(path);
  if (touchedAtMs === null) return true;
  const isOld = Math.abs(clock.now() - touchedAtMs) > STALE_AFTER_MS;
  if (!isOld && !(owner && isDead(owner))) return false;
  log.info({ file: path, owner: owner?.pid }, 'the lock of a download was left behind, taking over');
  return setAside(path, owner?.token ?? null, log);
}

/** Moves the lock away in one step; one that has changed hands meanwhile is put back. */
async function setAside(path: string, expectedToken: string | null, log: Logger): Promise<boolean> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
  const isExpected = ((await readOwner(aside))?.token ?? null) === expectedToken;
  if (!isExpected) await putBack(aside, path, log);
  await rm(aside, { force: true });
  return isExpected;
}

async function putBack(aside: string, path: string, log: Logger): Promise<void> {
  try {
    await link(aside, path);
  } catch (error) {
    // Two downloads of the same bytes into the same part do no harm; the checks at the end decide.
    log.debug({ err: error, file: path }, 'the lock of a download has a second owner');
  }
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isOwner(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const isOwner = (value: unknown): value is Owner =>
  typeof value === 'object' && value !== null && 'pid' in value && 'host' in value && 'token' in value;

async function touchedAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function isDead({ pid, host, token }: Owner): boolean {
  if (host !== hostname()) return false;
  if (pid === process.pid) return !heldHere.has(token);
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

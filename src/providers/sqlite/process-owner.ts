import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

const ownerSchema = z.object({
  /** Names the host, its boot and, in containers, the process table that `pid` belongs to. */
  host: z.string(),
  pid: z.number().int().positive(),
  /** When the process started, in ticks since boot; null where the host does not tell. */
  start: z.string().nullable(),
});

/** The process that works on a job. */
export type ProcessOwner = Readonly<z.infer<typeof ownerSchema>>;

export function describeProcess(pid: number = process.pid): ProcessOwner {
  return { host: describeHost(), pid, start: readProcess(pid)?.start ?? null };
}

export const formatOwner = (owner: ProcessOwner): string => JSON.stringify(owner);

/** Whether the owner certainly no longer runs. A process of another host, boot or container may run, only its lease can tell. */
export function isGone(text: string): boolean {
  const owner = parseOwner(text);
  if (!owner || owner.host !== describeHost()) return false;
  if (!exists(owner.pid)) return true;
  const found = readProcess(owner.pid);
  if (!found || owner.start === null) return false;
  return found.start !== owner.start || found.isDead;
}

function parseOwner(text: string): ProcessOwner | null {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return null; // written by a version that describes owners in another way: its lease decides
  }
}

/** Signal 0 only asks. EPERM: it runs under another account. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Two containers on one volume can share a host name and both have a process 7, so the name alone is not enough. */
function describeHost(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const processTable = attempt(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, processTable].filter((part) => part !== null).join(' ');
}

/** proc_pid_stat(5): the name in brackets may hold anything; after it field 3 is the state and field 22 the start time. */
function readProcess(pid: number): { readonly start: string; readonly isDead: boolean } | null {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, start] = [fields?.[0], fields?.[19]];
  return state && start ? { start, isDead: state === 'Z' || state === 'X' } : null;
}

/** Null where /proc is not there (macOS, Windows) or does not tell. */
function attempt(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}

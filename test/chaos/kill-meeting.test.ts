import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/config.ts';
import { mom, type RunningMom, startMom, temporaryFolder } from '../mom.ts';

/** Each victim twice; MOM_CHAOS_ROUNDS=20 or more for longer. */
const ROUNDS = Number(process.env['MOM_CHAOS_ROUNDS'] ?? 12);
/** The sample that ships with the product: this suite needs nothing else. */
const sample = (name: string): string => join(projectRoot, 'samples', 'standup', name);
const tracks = ['1001', '1002', '1003'].map((id) => sample(`track-${id}.opus`));
const words = [
  'minutes',
  '--tracks',
  '--language',
  'en',
  '--date',
  '2026-11-30',
  '--model',
  sample('ggml-demo-standup.bin'),
  '--json',
  ...tracks,
];

/** Who dies, in turn; a child that is not there at its moment is waited for. */
const VICTIMS = ['parent', 'decoder-child', 'parent', 'whisper-child', 'parent', 'silero-child'] as const;
/** The first run is the slowest, and a kill after the end proves nothing. */
const EARLY_PART = 0.7;
type Victim = (typeof VICTIMS)[number];

const rounds = Array.from({ length: ROUNDS }, (_, round) => ({
  round,
  victim: VICTIMS[round % VICTIMS.length] ?? 'parent',
}));

describe(`kill -9 at ${ROUNDS} random moments`, () => {
  let undisturbed: unknown;
  let undisturbedMs = 0;
  const random = seededRandom(20_261_123);

  beforeAll(async () => {
    using folder = temporaryFolder('chaos');
    const startedAtMs = Date.now();
    const result = await mom(words, { DATA_DIR: folder.path });
    undisturbedMs = Date.now() - startedAtMs;
    expect(result).toMatchObject({ code: 0 });
    undisturbed = meaningOf(result.stdout);
  });

  let killed = 0;
  const told: string[] = [];
  afterAll(() => void process.stdout.write(`kill -9:\n${told.join('\n')}\n`));

  it.each(rounds)('round $round, $victim: the meeting ends as if nothing had happened', async ({ round, victim }) => {
    using folder = temporaryFolder('chaos');
    const environment = { DATA_DIR: folder.path };
    const running = startMom(words, environment);
    const afterMs = Math.round(random() * undisturbedMs * EARLY_PART);
    const name = await killAfter(running, afterMs, victim);
    const first = await running.finished;
    const { document, resumes } =
      first.code === 0 ? { document: first.stdout, resumes: 0 } : await resumeUntilDone(environment);
    expect(meaningOf(document)).toEqual(undisturbed);
    killed += VICTIMS.some((known) => known === name) ? 1 : 0;
    told.push(`  round ${round}: ${name} after ${afterMs} ms, exit ${first.code ?? first.signal}, resumes ${resumes}`);
  });

  it('really killed somebody in most rounds', () => expect(killed).toBeGreaterThanOrEqual(ROUNDS * 0.5));
});

/** A kill before the meeting was noted down leaves nothing to resume: the person starts again. */
async function resumeUntilDone(
  environment: Readonly<Record<string, string>>,
): Promise<{ document: string; resumes: number }> {
  const listed = await mom(['meetings'], environment);
  const id = /m\d{8}-\d{6}-\w{4}/.exec(listed.stdout)?.[0];
  const result = await mom(id ? ['minutes', '--resume', id, '--json'] : words, environment);
  expect({ code: result.code, stderr: result.stderr }).toMatchObject({ code: 0 });
  return { document: result.stdout, resumes: id ? 1 : 0 };
}

async function killAfter(running: RunningMom, ms: number, victim: Victim): Promise<string> {
  // The moment of the kill is real time by nature: nothing is waited for, no result depends on its length.
  await new Promise((resolve) => setTimeout(resolve, ms));
  const parent = running.child.pid ?? 0;
  const pid = victim === 'parent' ? parent : await appearing(victim, running);
  if (pid === null || running.child.exitCode !== null) return 'nobody, it had ended';
  try {
    process.kill(pid, 'SIGKILL');
    return victim;
  } catch {
    return 'nobody, it had just ended';
  }
}

async function appearing(victim: Victim, running: RunningMom): Promise<number | null> {
  while (running.child.exitCode === null && running.child.signalCode === null) {
    const found = childrenOf(running.child.pid ?? 0).find((child) => child.name === victim);
    if (found) return found.pid;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return null;
}

function childrenOf(parent: number): { pid: number; name: string }[] {
  try {
    const pids = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
    return pids.map((pid) => ({
      pid,
      name: /[\w-]+-child/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[0] ?? 'child',
    }));
  } catch {
    return [];
  }
}

/** What the meeting says, without its id and how long it took. */
function meaningOf(text: string): unknown {
  const { meetingId: _id, timings: _timings, ...meaning } = JSON.parse(text);
  return meaning;
}

/** Mulberry32: the same moments in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

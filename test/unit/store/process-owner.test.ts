import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeProcess, formatOwner, isGone } from '../../../src/providers/sqlite/process-owner.ts';

const hasProc = existsSync('/proc/self/stat');
const anEndedPid = () => spawnSync(process.execPath, ['-e', '']).pid;

describe('isGone', () => {
  it('is sure that this process runs', () => {
    expect(isGone(formatOwner(describeProcess()))).toBe(false);
  });

  it('is sure that an ended process of this host is gone', () => {
    expect(isGone(formatOwner({ ...describeProcess(), pid: anEndedPid() }))).toBe(true);
  });

  it.runIf(hasProc)('is not fooled by another process that got the same number', () => {
    const start = describeProcess().start;
    expect(start).toMatch(/^\d+$/);
    expect(isGone(formatOwner({ ...describeProcess(), start: String(Number(start) - 1) }))).toBe(true);
  });

  it.runIf(hasProc)('takes a process for gone that only waits to be buried by its parent', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => {
      parent.kill();
    });
    const [line] = await once(parent.stdout, 'data');
    const owner = describeProcess(Number(String(line)));
    await expect.poll(() => isGone(formatOwner(owner))).toBe(true);
    expect(() => process.kill(owner.pid, 0)).not.toThrow();
  });

  it('can not tell about other hosts, boots and containers', () => {
    expect(isGone(formatOwner({ ...describeProcess(), host: 'elsewhere', pid: anEndedPid() }))).toBe(false);
  });

  it('does not guess without a start time', () => {
    expect(isGone(formatOwner({ ...describeProcess(), start: null }))).toBe(false);
  });

  it.each(['', 'memory', '{"pid":1}', '{"host":"x","pid":-1,"start":null}'])('leaves %j to its lease', (text) => {
    expect(isGone(text)).toBe(false);
  });
});

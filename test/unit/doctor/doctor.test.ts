import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot, readConfig } from '../../../src/config.ts';
import type { Check, CheckOutcome, CheckStatus } from '../../../src/doctor/check.ts';
import { doctorChecks, doctorExitCode, renderDoctor, runDoctor, systemFacts } from '../../../src/doctor/index.ts';
import { runProgram } from '../../../src/doctor/run-program.ts';
import { flagsOf } from '../../../src/doctor/system-facts.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { FakeModelLibrary } from '../../doubles/fake-model-library.ts';
import { someFacts } from './some-facts.ts';

const check = (name: string, outcome: CheckOutcome): Check => ({ name, run: async () => outcome });
const statuses: CheckStatus[] = ['ok', 'warn', 'fail', 'skipped'];

describe('runDoctor', () => {
  it('keeps the order, is as bad as the worst, and exits with 1 only for a failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...statuses), { maxLength: 8 }), async (wanted) => {
        const checks = wanted.map((status, index) => check(`check ${index}`, { status, summary: status }));
        const report = await runDoctor(checks);
        expect(report.results.map(({ name, status }) => [name, status])).toEqual(
          wanted.map((status, index) => [`check ${index}`, status]),
        );
        const worst = wanted.includes('fail') ? 'fail' : wanted.includes('warn') ? 'warn' : 'ok';
        expect(report.status).toBe(worst);
        expect(doctorExitCode(report)).toBe(wanted.includes('fail') ? 1 : 0);
      }),
    );
  });

  it('goes on when a check breaks, and hides what looks like a token', async () => {
    const broken: Check = { name: 'a', run: () => Promise.reject(new Error('no xoxb-12-secret here')) };
    const report = await runDoctor([broken, check('b', { status: 'ok', summary: 'fine' })]);
    expect(report.results).toEqual([
      { name: 'a', status: 'fail', summary: 'could not be checked: no [secret] here' },
      { name: 'b', status: 'ok', summary: 'fine' },
    ]);
  });

  it('leaves at once when it is told to, even if a check does not listen', async () => {
    const deaf: Check = { name: 'deaf', run: () => new Promise(() => undefined) };
    const stop = new AbortController();
    const work = runDoctor([deaf], stop.signal);
    stop.abort(new Error('enough'));
    await expect(work).rejects.toThrow('enough');
    await expect(runDoctor([], AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  });
});

describe('renderDoctor', () => {
  const report = {
    status: 'fail',
    results: [
      { name: 'node', status: 'ok', summary: '24.21.0' },
      { name: 'disk data', status: 'warn', summary: '4.0 GiB free', hint: 'Free some space.' },
      { name: 'whisper', status: 'fail', summary: 'is not built' },
      { name: 'discord', status: 'skipped', summary: 'not set: the Discord bot is off' },
    ],
  } as const;

  it('is aligned and plain when nobody looks at it', () => {
    expect(renderDoctor(report)).toMatchInlineSnapshot(`
      "✓ node       24.21.0
      ! disk data  4.0 GiB free
                   → Free some space.
      ✗ whisper    is not built
      – discord    not set: the Discord bot is off

      1 fine, 1 to look at, 1 broken, 1 switched off
      "
    `);
  });

  it('has colour on a terminal, and says the same', () => {
    const painted = renderDoctor(report, { isTerminal: true });
    expect(painted).toContain('\u001b[32m✓\u001b[39m node');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(painted.replaceAll(/\u001b\[\d+m/g, '')).toBe(renderDoctor(report));
  });

  it('says something about nothing', () => {
    expect(renderDoctor({ status: 'ok', results: [] })).toContain('0 fine');
  });
});

describe('this machine', () => {
  it('is examined whole, without a network', async () => {
    await using clean = await aFolder();
    const config = readConfig({
      XDG_CACHE_HOME: clean.path,
      DATA_DIR: join(clean.path, 'a', 'b'),
      WHISPER_MODEL: 'toy',
    });
    const models = new FakeModelLibrary();
    const facts = systemFacts({ projectRoot, models, clock: new FakeClock() });
    const { results } = await runDoctor(doctorChecks(config, facts));
    const status = new Map(results.map((result) => [result.name, result.status]));
    for (const name of ['node', 'ffmpeg', 'disk data', 'disk models', 'memory', 'gpu'])
      expect(status.get(name), name).not.toBe('skipped');
    expect(status.get('node')).toBe('ok');
    expect(status.get('ffmpeg')).toBe('ok');
    expect(status.get('model speech')).toBe('fail');
    expect(results.find(({ name }) => name === 'disk data')?.facts).toMatchObject({ isWritable: true });
  });

  it('tells when a folder can not be written', async () => {
    const facts = systemFacts({ projectRoot, models: new FakeModelLibrary(), clock: new FakeClock() });
    expect((await facts.disk('/proc')).isWritable).toBe(false);
  });

  it('has the flags that all of its cores have', () => {
    expect(flagsOf('processor: 0\nflags\t\t: fpu avx2 fma\nprocessor: 1\nflags\t\t: fpu fma\n')).toEqual([
      'fpu',
      'fma',
    ]);
    expect(flagsOf('processor: 0\nFeatures\t: fp asimddp\n')).toEqual(['fp', 'asimddp']);
    expect(flagsOf(null)).toBeNull();
    expect(flagsOf('nothing')).toBeNull();
  });
});

describe('runProgram', () => {
  const run = (program: string, args: readonly string[], options: object = {}) =>
    runProgram(program, args, { clock: new FakeClock(), folder: '/', ...options });

  it('gives what the program says', async () => {
    expect(await run(process.execPath, ['-e', 'console.log(1); console.error(2); process.exitCode = 3'])).toEqual({
      exitCode: 3,
      endedBy: null,
      stdout: '1\n',
      stderr: '2\n',
    });
  });

  it('knows a crash and a program that is not there', async () => {
    expect(await run(process.execPath, ['-e', 'process.kill(process.pid, "SIGILL")'])).toMatchObject({
      endedBy: 'SIGILL',
    });
    expect(await run('no-such-program-here', [])).toBeNull();
  });

  it('keeps a bounded part of endless talk', async () => {
    const result = await run(process.execPath, ['-e', 'process.stdout.write("x".repeat(500_000))']);
    expect(result?.stdout).toHaveLength(65_536);
  });

  it('kills what takes too long, and what nobody waits for any more', async () => {
    const clock = new FakeClock();
    const forever = ['-e', 'setInterval(() => {}, 1000)'];
    const slow = run(process.execPath, forever, { clock });
    slow.catch(() => undefined);
    await clock.advance(20_000);
    await expect(slow).rejects.toThrow('no answer in 20 s');
    const stop = new AbortController();
    const left = run(process.execPath, forever, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(left).rejects.toThrow('enough');
  });
});

it('reads the configuration as it is', () => {
  const checks = doctorChecks(readConfig({ GROQ_API_KEY: 'x' }), someFacts());
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
});

async function aFolder() {
  const path = await mkdtemp(join(tmpdir(), 'mom-doctor-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

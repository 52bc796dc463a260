import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Utterance } from '../../src/domain/transcript.ts';
import { usdBetween } from '../../src/ledger/index.ts';
import { createLog } from '../../src/log.ts';
import { toTranscript } from '../../src/transcription/index.ts';
import type { LlmScenario } from '../doubles/llm/scenario.ts';
import { readMeetings } from '../fixtures/meetings/read-meetings.ts';
import { mom } from '../mom.ts';
import { aTalk, FACTS } from '../unit/minutes/asking/a-council.ts';

const program = fileURLToPath(new URL('../doubles/llm/server-process.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mom-five-seats-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The scripted providers as a stranger's server: another process, another address. */
async function startServer(scenario: LlmScenario): Promise<{ readonly origin: string; stop(): void }> {
  const file = join(folder, `scenario-${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(scenario));
  const child = spawn(process.execPath, [program, '0', file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { origin: line.toString().trim(), stop: () => child.kill() };
}

async function appWith(environment: Record<string, string>): Promise<App> {
  const config = readConfig({ DATA_DIR: folder, TIME_ZONE: 'UTC', MINUTES_DEADLINE_MS: '8000', ...environment });
  const app = await createApp(config, { databasePath: ':memory:', log: createLog('fatal') });
  onTestFinished(() => app[Symbol.asyncDispose]());
  return app;
}

/** Long enough for all five. */
const standup = readMeetings().find(({ name }) => name === 'standup-en');
if (!standup) throw new Error('the meeting is not there');

async function minutesOf(app: App, utterances: readonly Utterance[] = aTalk()) {
  const path = join(folder, 'talk.txt');
  writeFileSync(path, 'Ann: hello');
  const settings = { chunkMode: 'recording', language: 'en', model: 'x', template: 'general', scope: 'local' } as const;
  const transcript = toTranscript(utterances, false);
  const meeting = {
    title: 'Talk',
    startedAtMs: FACTS.startedAtMs,
    settings,
    path,
    durationMs: 0,
    warnings: [],
    transcript,
  };
  return (await app.meetings.importTranscript(meeting, AbortSignal.timeout(30_000))).minutes;
}

describe('five seats over HTTP, at a server of another process', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    server = await startServer({
      gold: standup.gold,
      models: { '*': { costUsd: 0.000_5 }, 'llama-3.3-70b-versatile': { calls: [{ status: 404 }], costUsd: 0.000_5 } },
      wordsItems: true,
    });
  });
  afterAll(() => server.stop());

  it('are used with two keys and two addresses', async () => {
    const app = await appWith({
      GROQ_API_KEY: 'anything',
      OPENROUTER_API_KEY: 'anything',
      GROQ_BASE_URL: server.origin,
      OPENROUTER_BASE_URL: `${server.origin}/api/v1`,
    });
    const before = app.spent();
    const minutes = await minutesOf(app, standup.transcript.utterances);
    expect(minutes.seats.map(({ model, state }) => `${model} ${state}`)).toEqual([
      'openai/gpt-oss-120b ok',
      'llama-3.1-70b-versatile ok',
      'openai/gpt-4o-mini ok',
      'anthropic/claude-3-haiku ok',
      'google/gemini-flash-1.5 ok',
    ]);
    expect(minutes).toMatchObject({ mode: 'council', provenance: { wordedBy: 'openai/gpt-oss-120b' } });
    // Five drafts and the wording.
    expect(usdBetween(before, app.spent())).toBe(0.003);
  });

  it('are one when only a local server is configured, and cost nothing', async () => {
    const app = await appWith({ LOCAL_LLM_URL: `${server.origin}/v1`, LOCAL_LLM_MODEL: 'llama3.1:8b' });
    const before = app.spent();
    const minutes = await minutesOf(app);
    expect(minutes.mode).toBe('fast');
    expect(minutes.seats[0]).toMatchObject({ model: 'llama3.1:8b', state: 'ok', costUsd: 0 });
    expect(usdBetween(before, app.spent())).toBe(0);
  });

  it('that are refused are told to admins, who hear of it from the next process too', async () => {
    const refusing = await startServer({ gold: standup.gold, models: { '*': { calls: [{ status: 401 }] } } });
    onTestFinished(() => refusing.stop());
    const own = mkdtempSync(join(folder, 'refused-'));
    const config = readConfig({ DATA_DIR: own, GROQ_API_KEY: 'wrong', GROQ_BASE_URL: refusing.origin });
    const first = await createApp(config, { log: createLog('fatal') });
    await minutesOf(first);
    await first[Symbol.asyncDispose]();
    await using next = await createApp(config, { log: createLog('fatal') });
    expect(await next.adminNotices()).toEqual([
      expect.stringMatching(/^groq takes no questions \(\d{4}-\d\d-\d\d\): /),
    ]);
  });

  it('are none without a key: quotes that say so', async () => {
    const minutes = await minutesOf(await appWith({}));
    expect(minutes.mode).toBe('local');
    expect(minutes.notices).toEqual([expect.stringContaining('GROQ_API_KEY')]);
  });

  it('may be chosen by the original names', async () => {
    const app = await appWith({
      OPENROUTER_API_KEY: 'anything',
      OPENROUTER_BASE_URL: `${server.origin}/api/v1`,
      OPENROUTER_MODEL_2: 'somebody/new-model',
      MINUTES_MODE: 'council',
    });
    const minutes = await minutesOf(app);
    expect(minutes.seats.find(({ seat }) => seat === 'openrouter-2')).toMatchObject({
      model: 'somebody/new-model',
      state: 'ok',
    });
  });

  it('write the minutes of a file for a program, each with its seats, votes and price', async () => {
    const path = join(folder, 'standup.txt');
    writeFileSync(path, standup.transcript.utterances.map(({ name, text }) => `${name}: ${text}`).join('\n'));
    const { stdout, stderr, code } = await mom(
      ['minutes', '--json', path, '--template', 'standup', '--date', '2026-11-30'],
      {
        DATA_DIR: join(folder, 'cli'),
        TIME_ZONE: 'UTC',
        GROQ_API_KEY: 'anything',
        OPENROUTER_API_KEY: 'anything',
        GROQ_BASE_URL: server.origin,
        OPENROUTER_BASE_URL: `${server.origin}/api/v1`,
      },
    );
    expect(code, stderr).toBe(0);
    const { minutes, cost } = JSON.parse(stdout);
    expect(minutes.mode).toBe('council');
    expect(minutes.seats).toHaveLength(5);
    expect(minutes.seats.map(({ state }: { state: string }) => state)).toEqual(Array(5).fill('ok'));
    const tasks = minutes.actionItems.map(({ task, owner, tier, votes }: Record<string, unknown>) => ({
      task,
      owner,
      tier,
      votes,
    }));
    expect(tasks).toContainEqual({
      task: 'Send the translated onboarding texts to the agency',
      owner: 'Marco',
      tier: 'confirmed',
      votes: 5,
    });
    expect(minutes.actionItems).toHaveLength(5);
    expect(cost.usd).toBeCloseTo(0.003, 6);
  });
});

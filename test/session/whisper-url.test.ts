import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/config.ts';
import { SttServer } from '../doubles/stt-server.ts';
import { mom, temporaryFolder } from '../mom.ts';

const sample = (name: string): string => join(projectRoot, 'samples', 'standup', name);
const words = [
  'minutes',
  '--tracks',
  '--language',
  'en',
  '--json',
  sample('track-1001.opus'),
  sample('track-1002.opus'),
];
const demoModel = sample('ggml-demo-standup.bin');

async function run(environment: Readonly<Record<string, string>>) {
  using folder = temporaryFolder('url');
  const { code, stdout, stderr } = await mom(words, { DATA_DIR: folder.path, LOG_LEVEL: 'error', ...environment });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { transcript, cost } = JSON.parse(stdout) as { transcript: { text: string }[]; cost: { usd: number | null } };
  return { texts: transcript.map(({ text }) => text), usd: cost.usd };
}

describe('WHISPER_URL', () => {
  it('sends the chunks of a meeting to that engine, which costs nothing when it is somebody’s own', async () => {
    await using host = await SttServer.open('whisper-server');
    const { texts, usd } = await run({ WHISPER_URL: host.url, WHISPER_MODEL: 'not-needed' });
    expect(texts).toEqual(Array.from({ length: 9 }, () => host.text));
    expect(host.seen).toHaveLength(9);
    expect(usd).toBe(0);
  });

  it('of a service whose price nobody knows gives no false 0', async () => {
    await using host = await SttServer.open('openai');
    const key = host.host().apiKey?.reveal() ?? '';
    const { texts, usd } = await run({ WHISPER_URL: host.url, WHISPER_API_KEY: key, WHISPER_MODEL: 'not-needed' });
    expect(texts).toHaveLength(9);
    expect(usd).toBeNull();
  });

  it('that does not answer leaves the meeting to the local engine, and nobody notices', async () => {
    const host = await SttServer.open('whisper-server');
    const { url } = host;
    await host[Symbol.asyncDispose]();
    const { texts } = await run({ WHISPER_URL: url, WHISPER_MODEL: demoModel });
    expect(texts[0]).toBe('Good morning everyone, let us start the release standup.');
    expect(texts).toHaveLength(9);
  });

  it('that makes no sense is told with all its faults', async () => {
    const result = await mom(words, { WHISPER_URL: 'ftp://a, http://user:secret@b/inference, http://c/x' });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(/address 1.*b has a name or password.*c must end/);
    expect(result.stderr).not.toContain('secret');
  });
});

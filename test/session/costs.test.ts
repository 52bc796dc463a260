import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/config.ts';
import { SttServer } from '../doubles/stt-server.ts';
import { mom, temporaryFolder } from '../mom.ts';

describe('mom costs', () => {
  it('tells what a paid engine has billed, as text, JSON and a chart', async () => {
    using folder = temporaryFolder('costs');
    await using host = await SttServer.open('openai');
    const environment = {
      DATA_DIR: folder.path,
      WHISPER_URL: host.url,
      WHISPER_API_KEY: host.host().apiKey?.reveal() ?? '',
      WHISPER_MODEL: 'not-needed',
      LOG_LEVEL: 'error',
    };
    const track = join(projectRoot, 'samples', 'standup', 'track-1001.opus');
    expect(await mom(['minutes', track, '--json'], environment)).toMatchObject({ code: 0 });
    const chart = join(folder.path, 'costs.png');
    const { code, stdout } = await mom(['costs', '--json', '--chart', chart], environment);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      total: { calls: host.seen.length, microUsd: 0, unknownCalls: host.seen.length },
    });
    expect(readFileSync(chart).toString('latin1', 1, 4)).toBe('PNG');
    expect((await mom(['costs'], environment)).stdout).toContain('calls of unknown price');
  });

  it('says what is wrong with a call', async () => {
    expect(await mom(['costs', '--month', 'May'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"May" is no month'),
    });
  });
});

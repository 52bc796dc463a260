import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { egressFaults } from '../../../src/egress.ts';

describe('zero egress', () => {
  it('forbids nothing unless it is asked for', () => {
    expect(egressFaults(readConfig({ GROQ_API_KEY: 'gsk_x', WHISPER_URL: 'https://api.groq.com' }))).toEqual([]);
  });

  it('lets nothing go anywhere but to Discord, and names no secret', () => {
    const config = readConfig({
      ZERO_EGRESS: 'true',
      GROQ_API_KEY: 'gsk_secret',
      SLACK_BOT_TOKEN: 'xoxb-secret',
      DISCORD_TOKEN: 'T',
      WHISPER_URL: 'http://127.0.0.1:8080/inference,https://me:pw@stt.example/v1',
    });
    const faults = egressFaults(config, ['large-v3']);
    expect(faults).toEqual([
      'GROQ_API_KEY is set',
      'SLACK_BOT_TOKEN is set',
      'WHISPER_URL leads to stt.example',
      'model large-v3 would have to be downloaded',
    ]);
  });

  it('is content with Discord and engines on this machine', () => {
    const local = {
      ZERO_EGRESS: '1',
      DISCORD_TOKEN: 'T',
      WHISPER_URL: 'http://localhost:1/inference, http://[::1]:2/v1',
    };
    expect(egressFaults(readConfig(local))).toEqual([]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { MomError } from '../../../src/errors.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('configuration', () => {
  it('has a default for everything', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      WHISPER_MODEL: 'base',
      HOST: 'localhost',
      PORT: 8000,
      LOG_LEVEL: 'info',
      secrets: {},
    });
  });

  it('takes the original LOG_LEVEL spelling and ignores empty lines of .env.example', () => {
    expect(readConfig({ LOG_LEVEL: 'INFO', WHISPER_MODEL: '', PORT: '' })).toMatchObject({
      LOG_LEVEL: 'info',
      WHISPER_MODEL: 'base',
      PORT: 8000,
    });
  });

  it('has a model of its own for the final pass only when one is named', () => {
    expect(readConfig({ WHISPER_FINAL_MODEL: '' }).WHISPER_FINAL_MODEL).toBeUndefined();
    expect(readConfig({ WHISPER_FINAL_MODEL: 'large-v3-turbo' }).WHISPER_FINAL_MODEL).toBe('large-v3-turbo');
    expect(readConfig({ WHISPER_FINAL_MODEL: 'mine/model.bin' }).WHISPER_FINAL_MODEL).toMatch(/^\/.*mine\/model\.bin$/);
  });

  it('takes the original names of the models, and their seats at any OpenAI-compatible server', () => {
    const config = readConfig({ GROQ_MODEL: 'a', OPENROUTER_MODEL_3: 'b', LOCAL_LLM_URL: 'http://127.0.0.1:11434/v1' });
    expect(config).toMatchObject({
      GROQ_MODEL: 'a',
      OPENROUTER_MODEL_3: 'b',
      LOCAL_LLM_URL: 'http://127.0.0.1:11434/v1',
    });
    expect(config).toMatchObject({ MINUTES_MODE: 'auto', MINUTES_DEADLINE_MS: 45_000, LLM_REQUESTS_PER_MINUTE: 30 });
    expect(() => readConfig({ MINUTES_MODE: 'seven' })).toThrow(/MINUTES_MODE.*"seven"/s);
  });

  it('names all faults at once, with what was given', () => {
    const read = () =>
      readConfig({ PORT: 'eighty', WHISPER_THREADS: '0', TIME_ZONE: 'Mars/Base', GROQ_BASE_URL: 'ftp://x' });
    expect(read).toThrow(MomError);
    expect(read).toThrow(/PORT.*"eighty".*WHISPER_THREADS.*"0"|WHISPER_THREADS.*PORT/s);
    expect(read).toThrow(/TIME_ZONE.*"Mars\/Base"/s);
    expect(read).toThrow(/GROQ_BASE_URL.*"ftp:\/\/x"/s);
  });

  it('reads a secret from the file that NAME_FILE names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mom-config-'));
    folders.push(folder);
    writeFileSync(join(folder, 'token'), 'gsk_from_a_file\n');
    expect(readConfig({ GROQ_API_KEY_FILE: join(folder, 'token') }).secrets.GROQ_API_KEY?.reveal()).toBe(
      'gsk_from_a_file',
    );
    expect(() => readConfig({ GROQ_API_KEY_FILE: join(folder, 'gone') })).toThrow(/GROQ_API_KEY_FILE/);
  });

  it('can not be printed with its secrets', () => {
    const config = readConfig({ DISCORD_TOKEN: 'very-secret-token' });
    for (const printed of [
      JSON.stringify(config),
      inspect(config, { depth: 9 }),
      String(config.secrets.DISCORD_TOKEN),
    ]) {
      expect(printed).not.toContain('very-secret-token');
    }
  });

  it('looks for models in MODELS_DIR first, then in the project, beside it, and in the cache', () => {
    const { modelFolders } = readConfig({ MODELS_DIR: '/somewhere/models', XDG_CACHE_HOME: '/cache' });
    expect(modelFolders[0]).toBe('/somewhere/models');
    expect(modelFolders[1]).toMatch(/\/models$/);
    expect(modelFolders[2]).toMatch(/\/shared\/models$/);
    expect(modelFolders[3]).toBe('/cache/ai-mom/models');
  });
});

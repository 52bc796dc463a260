import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openDiscord } from '../../src/discord.ts';
import { createLog } from '../../src/log.ts';
import { readOpusFile, startDiscord, trustingExecArgv, trustTestCa } from '../doubles/discord/index.ts';
import { temporaryFolder } from '../mom.ts';
import { hasShared, shared } from '../shared.ts';

interface Reference {
  readonly turns: readonly { readonly user: string; readonly name: string; readonly text: string }[];
}

const STANDUP = shared('data', 'calls', 'standup');
const PATIENCE_MS = 180_000;

/** Every file below a folder that holds one of the needles. */
function filesWith(folder: string, needles: readonly (string | Uint8Array)[]): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return paths
    .filter((path) => statSync(path).isFile())
    .filter((path) => {
      const bytes = readFileSync(path);
      return needles.some((needle) => bytes.includes(Buffer.from(needle as string)));
    });
}

describe.skipIf(!hasShared)('the stand-up on Discord', () => {
  it('has captions, minutes and a status under the right names, and forgets a member without a trace', {
    timeout: PATIENCE_MS,
  }, async () => {
    trustTestCa();
    const reference = JSON.parse(readFileSync(join(STANDUP, 'reference.json'), 'utf8')) as Reference;
    await using discord = await startDiscord({ rates: 'none' });
    using folder = temporaryFolder('discord');
    const config = readConfig({
      DATA_DIR: folder.path,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      WHISPER_MODEL: shared('models', 'ggml-toy-en.bin'),
      WHISPER_LANGUAGE: 'en',
      LOG_LEVEL: process.env['E2E_LOG'] ?? 'silent',
    });
    await using app = await createApp(config, { log: createLog(config.LOG_LEVEL) });
    await using bot = openDiscord(app, { voiceExecArgv: trustingExecArgv() });
    await bot.start(AbortSignal.timeout(PATIENCE_MS));

    const guild = discord.guild();
    const voice = guild.channel('Meeting');
    const people = ['Maya', 'Tom', 'Priya'].map((name) => discord.user(name));
    for (const person of people) person.join(voice);
    const [maya, tom] = people;
    const started = await discord.slash(guild, maya!, 'mom', ['start'], { title: 'Release standup' });
    expect(started.text).toContain('Release standup');
    const tracks = ['1001', '1002', '1003'].map((user) =>
      readOpusFile(readFileSync(join(STANDUP, `track-${user}.opus`))),
    );
    await Promise.all(people.map((person, index) => person.speak(tracks[index] ?? [])));

    const thread = await discord.notices.until(() => guild.threads[0] ?? null, 'a thread');
    const said = reference.turns.map(({ text }) => text);
    /** Everything that stands in the thread, components and names of files too. */
    const shown = () =>
      thread.visible.map((message) => `${message.content}\n${JSON.stringify(message.components)}`).join('\n');
    await expect.poll(() => said.filter((text) => shown().includes(text)).length, { timeout: 60_000 }).toBe(12);
    const places = said.map((text) => shown().indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));

    const status = await discord.slash(guild, tom!, 'mom', ['status']);
    expect(status.text).toMatch(/Maya.*Tom.*Priya|recorded/s);
    await discord.slash(guild, maya!, 'mom', ['stop']);
    await expect.poll(() => shown(), { timeout: 90_000 }).toContain('Extractive notes');
    expect(discord.violations).toEqual([]);
    // The minutes stand there a moment before the meeting is done; until then a member's wish waits.
    await expect.poll(async () => (await app.liveMeetings.listUnfinished()).length, { timeout: 30_000 }).toBe(0);

    const words = reference.turns.filter(({ name }) => name === 'Tom').map(({ text }) => text);
    expect(filesWith(folder.path, words).length).toBeGreaterThan(0);
    const forgotten = await discord.slash(guild, tom!, 'mom', ['forget', 'me']);
    expect(forgotten.text).toMatch(/forgotten|deleted|gone/i);
    await expect.poll(() => words.filter((text) => shown().includes(text)), { timeout: 30_000 }).toEqual([]);
    expect(filesWith(folder.path, words)).toEqual([]);
  });
});

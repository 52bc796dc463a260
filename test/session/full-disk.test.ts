import { expect, it } from 'vitest';
import { aBot } from '../bot/a-bot.ts';
import { Shown } from '../bot/shown.ts';
import { mountSmallDisk } from '../bot/small-disk.ts';
import { Standup, turns } from '../bot/standup.ts';

/** On a machine that has much else to do. */
const PATIENCE = { timeout: 180_000 };
const FULL = 'The disk is full, so nothing more is recorded: what was recorded so far is kept; free some space.';

const MEGABYTES = 700; // more than what low is: people are not warned at once

/** Not every user may mount a disk. */
function canMount(): boolean {
  using disk = mountSmallDisk(1);
  if (!disk) process.stderr.write('This user may not mount a disk in memory, so a full one is not tried.\n');
  return disk !== null;
}

it.skipIf(!canMount())(
  'a disk with no byte left, for journal and database alike, is told and got over',
  PATIENCE,
  async () => {
    using disk = mountSmallDisk(MEGABYTES);
    if (!disk) throw new Error('a disk could be mounted a moment ago');
    await using bot = await aBot({ folder: disk.folder, overrides: { captureTimings: { diskMs: 4_000 } } });
    const { discord, guild } = bot;
    const people = new Standup(discord, guild.channel('Meeting'));
    const shown = new Shown(guild, 'Full');
    const say = async (command: string, options = {}) =>
      (await discord.slash(guild, people.users[0]!, 'mom', [command], options)).text;
    await say('start', { title: 'Full' });
    await people.speak(500, 4_800);
    await expect.poll(() => shown.count(turns[0]!.text), PATIENCE).toBe(1);

    disk.fill();
    await people.speak(5_000, 8_300);
    await expect.poll(() => shown.texts.at(-1), PATIENCE).toContain('⚠ Recording has stopped.');
    expect(shown.texts).toContain(FULL);
    expect(await say('start', { title: 'Again' })).toBe('The database can\'t be used: the disk of "mom.db" is full.');
    expect(shown.minutes).toEqual([]);

    disk.free();
    await expect.poll(() => shown.minutes.length, PATIENCE).toBe(1);
    expect(shown.transcript).toContain(turns[0]!.text);
    await expect.poll(() => shown.panels.map(({ text }) => text.includes('✔ Done')), PATIENCE).toEqual([true]);
    await bot.restart();
    expect(await say('status')).toBe('Nothing is being recorded in this server.');
    expect(await say('start', { title: 'Again' })).toContain('**Again** is being recorded and transcribed.');
    expect([shown.minutes.length, shown.count(turns[0]!.text)]).toEqual([1, 1]);
    expect(discord.violations).toEqual([]);
  },
);

import { describe, expect, it } from 'vitest';
import { trustTestCa } from '../../doubles/discord/index.ts';
import type * as crowd from '../../doubles/discord/process/crowd.ts';
import { crowdPackets } from '../../doubles/discord/process/crowd.ts';
import { DiscordProcess } from '../../doubles/discord/process/discord-process.ts';
import { aConnectionTo, aLogin, received } from './rig.ts';

const scenario = new URL('../../doubles/discord/process/crowd.ts', import.meta.url);

describe('the double in a process of its own', () => {
  it('lets a crowd speak to a bot here', async () => {
    trustTestCa();
    await using discord = await DiscordProcess.start<typeof crowd>({ scenario });
    const { facts } = discord;
    await using client = await aLogin(facts.apiUrl, facts.token);
    const ids = await discord.run('gather', 'Meeting', 5);
    const [guild] = facts.guilds;
    using connection = await aConnectionTo(client.client, guild?.id ?? '', guild?.channels['Meeting'] ?? '');
    await discord.run('introduce', 'Meeting');
    const heard = ids.map((id) => received(connection, { id }));
    const speeches = await discord.run('speak', 5, 20, { packetMs: 2 });
    expect(speeches.map(({ sentCount }) => sentCount)).toEqual([20, 20, 20, 20, 20]);
    await expect.poll(() => heard).toEqual(heard.map((_, index) => crowdPackets(index).slice(0, 20)));
    expect(await discord.run('violations')).toEqual([]);
    expect(await discord.run('cpuMs')).toBeGreaterThan(0);
  });

  it('gives back what a step failed with, and ends what is asked of a process that is gone', async () => {
    await using discord = await DiscordProcess.start<typeof crowd>({ scenario });
    await expect(discord.run('gather', 'Nowhere', 1)).rejects.toThrow('no channel Nowhere');
    process.kill(discord.pid, 'SIGKILL');
    await expect(discord.run('cpuMs')).rejects.toThrow('its process has ended');
  });
});

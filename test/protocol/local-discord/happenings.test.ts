import { Events, GatewayIntentBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { aCall, aClient } from './rig.ts';

describe('what happens on a server', () => {
  it('brings guilds, and takes channels and guilds away', async () => {
    await using session = await aClient();
    const { discord, client } = session;
    const second = discord.happen.addGuild({ name: 'Second' });
    await expect.poll(() => client.guilds.cache.get(second.id)?.name).toBe('Second');
    discord.happen.deleteChannel(second.channel('Other'));
    await expect
      .poll(() => client.guilds.cache.get(second.id)?.channels.cache.map(({ name }) => name))
      .not.toContain('Other');
    discord.happen.removeGuild(second);
    await expect.poll(() => client.guilds.cache.has(second.id)).toBe(false);
  });

  it('takes the bot out of a channel that is deleted', async () => {
    await using call = await aCall();
    call.discord.happen.deleteChannel(call.channel);
    await expect.poll(() => call.connection.state.status).toBe('disconnected');
  });

  it('begins and ends a scheduled event', async () => {
    await using session = await aClient({}, [GatewayIntentBits.GuildScheduledEvents]);
    const { discord, client } = session;
    const seen: number[] = [];
    client.on(Events.GuildScheduledEventUpdate, (_before, { status }) => seen.push(status));
    const guild = discord.guild();
    const event = discord.happen.scheduleEvent(guild, { name: 'Retro', channel: 'Meeting', startMs: Date.now() });
    discord.happen.setEventStatus(guild, event, 2);
    discord.happen.setEventStatus(guild, event, 3);
    await expect.poll(() => seen).toEqual([2, 3]);
  });

  it('gives files of people to download', async () => {
    await using session = await aClient({}, [GatewayIntentBits.GuildMessages]);
    const { discord, client } = session;
    const url = new Promise<string>((resolve) =>
      client.once(Events.MessageCreate, ({ attachments }) => resolve(attachments.first()?.url ?? '')),
    );
    const file = { name: 'talk.ogg', data: Buffer.from('OggS') };
    discord.happen.write(discord.user('Ann'), discord.guild().channel('general'), `<@${discord.botId}>`, [file]);
    expect(await (await fetch(await url)).text()).toBe('OggS');
  });
});

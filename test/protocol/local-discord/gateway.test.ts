import { Events, GatewayIntentBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { aClient } from './rig.ts';

describe('the gateway', () => {
  it('shows the bot its guilds and their channels', async () => {
    await using session = await aClient({ guilds: [{ name: 'One' }, { name: 'Two' }] });
    const { client } = session;
    expect(client.guilds.cache.map(({ name }) => name)).toEqual(['One', 'Two']);
    const channels = client.guilds.cache.first()?.channels.cache.map(({ name }) => name);
    expect(channels).toEqual(['general', 'Meeting', 'Other', 'Stage']);
  });

  it('replays what was missed when a lost connection is resumed', async () => {
    await using session = await aClient();
    const { discord, client } = session;
    const joined = new Promise<string | undefined>((resolve) =>
      client.once(Events.VoiceStateUpdate, (_before, now) => resolve(now.channel?.name)),
    );
    const resumed = discord.notices.next('gateway-resume');
    discord.gateway.drop();
    await discord.notices.until(() => !discord.gateway.isConnected, 'the connection is gone');
    discord.user('Ann').join(discord.guild().channel('Meeting'));
    expect((await resumed).replayed).toBe(1);
    expect(await joined).toBe('Meeting');
    expect(discord.gateway.identifyCount).toBe(1);
  });

  it('refuses intents that need approval', async () => {
    await expect(aClient({}, [GatewayIntentBits.GuildMembers])).rejects.toThrow('disallowed intents');
  });

  it('shows words of others only to who may read them or is mentioned', async () => {
    await using session = await aClient({}, [GatewayIntentBits.GuildMessages]);
    const { discord, client } = session;
    const ann = discord.user('Ann');
    const read: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => read.push(content));
    const general = discord.guild().channel('general');
    discord.write(ann, general, 'secret');
    discord.write(ann, general, `<@${discord.botId}> hello`);
    await expect.poll(() => read).toEqual(['', `<@${discord.botId}> hello`]);
  });

  it('tells of members, events and moves', async () => {
    await using session = await aClient({}, [GatewayIntentBits.GuildScheduledEvents]);
    const { discord, client } = session;
    const guild = discord.guild();
    const created = new Promise<string>((resolve) =>
      client.once(Events.GuildScheduledEventCreate, ({ name }) => resolve(name)),
    );
    discord.scheduleEvent(guild, { name: 'Planning', channel: 'Meeting', startMs: Date.now() + 60_000 });
    expect(await created).toBe('Planning');
    const ann = discord.user('Ann');
    ann.join(guild.channel('Meeting'));
    ann.mute();
    ann.join(guild.channel('Other'));
    await expect
      .poll(() => client.guilds.cache.get(guild.id)?.voiceStates.cache.get(ann.id))
      .toMatchObject({ channelId: guild.channel('Other').id, selfMute: true });
    ann.leave();
    await expect.poll(() => client.guilds.cache.get(guild.id)?.voiceStates.cache.get(ann.id)?.channelId).toBeNull();
  });
});

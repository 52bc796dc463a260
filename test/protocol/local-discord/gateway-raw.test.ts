import { describe, expect, it } from 'vitest';
import { startDiscord } from '../../doubles/discord/index.ts';
import { asJson, asList } from '../../doubles/discord/json.ts';
import { aRawClient } from './raw-gateway.ts';

const GUILDS_AND_VOICE = (1 << 0) | (1 << 7);
const identify = { token: 'TOKEN', intents: GUILDS_AND_VOICE, properties: {} };

describe('the gateway without a library', () => {
  it('shows only the bot and who is in voice of a guild with more members', async () => {
    await using discord = await startDiscord();
    const guild = discord.guild();
    const ann = discord.user('Ann');
    ann.join(guild.channel('Meeting'));
    discord.setMember(guild, discord.user('Bob'), { nick: 'Bobby' });
    using client = await aRawClient(discord);
    client.send(2, identify);
    const created = asJson((await client.event('GUILD_CREATE'))['d']);
    expect(asList(created['members']).map(({ user }) => asJson(user)['id'])).toEqual([discord.botId, ann.id]);
    expect(asList(created['voice_states'])).toMatchObject([
      { user_id: ann.id, channel_id: guild.channel('Meeting').id },
    ]);
    client.send(8, { guild_id: guild.id, query: 'bo', limit: 0 });
    const chunk = asJson((await client.event('GUILD_MEMBERS_CHUNK'))['d']);
    expect(asList(chunk['members'])).toMatchObject([{ nick: 'Bobby' }]);
  });

  it('refuses a session that it does not know with op 9', async () => {
    await using discord = await startDiscord();
    using client = await aRawClient(discord);
    client.send(6, { token: 'TOKEN', session_id: 'gone', seq: 7 });
    expect(await client.op(9)).toMatchObject({ d: false });
  });

  it.each([
    ['a wrong token', 2, { ...identify, token: 'x' }, 4004],
    ['intents that do not exist', 2, { ...identify, intents: 2 ** 30 }, 4013],
    ['a shard that does not exist', 2, { ...identify, shard: [3, 2] }, 4010],
    ['an op before IDENTIFY', 4, {}, 4003],
    ['an op that does not exist', 99, {}, 4001],
  ])('closes on %s', async (_what, op, data, code) => {
    await using discord = await startDiscord();
    using client = await aRawClient(discord);
    client.send(op, data);
    expect(await client.closed).toBe(code);
    expect(discord.violations).toMatchObject([{ method: 'GATEWAY', code }]);
  });

  it('closes on more than 120 events in a minute', async () => {
    await using discord = await startDiscord();
    using client = await aRawClient(discord);
    client.send(2, identify);
    for (let index = 0; index < 121; index += 1) client.send(1, null);
    expect(await client.closed).toBe(4008);
  });

  it('gives each shard its guilds', async () => {
    await using discord = await startDiscord({ guilds: [{}, {}, {}], shardCount: 2 });
    using first = await aRawClient(discord);
    using second = await aRawClient(discord);
    first.send(2, { ...identify, shard: [0, 2] });
    second.send(2, { ...identify, shard: [1, 2] });
    const guildsOf = async (client: typeof first) => asList(asJson((await client.event('READY'))['d'])['guilds']);
    const [ours, theirs] = await Promise.all([guildsOf(first), guildsOf(second)]);
    expect([...ours, ...theirs].map(({ id }) => id).sort()).toEqual([...discord.world.guilds.keys()].sort());
  });

  it('asks to reconnect, invalidates, and takes the bot out of its calls when sessions end', async () => {
    await using discord = await startDiscord();
    using client = await aRawClient(discord);
    client.send(2, identify);
    await client.event('GUILD_CREATE');
    const guild = discord.guild();
    client.send(4, { guild_id: guild.id, channel_id: guild.channel('Meeting').id, self_mute: true, self_deaf: false });
    await client.event('VOICE_SERVER_UPDATE');
    expect(guild.voiceStates.has(discord.botId)).toBe(true);
    discord.gateway.requestReconnect();
    await client.op(7);
    discord.gateway.invalidate(true);
    expect(await client.op(9)).toMatchObject({ d: true });
    discord.gateway.endSessions();
    expect(guild.voiceStates.has(discord.botId)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { PanelState, ThreadRef } from '../../../src/ports/meeting-thread.ts';
import type { EventChange, PresenceChange } from '../../../src/ports/voice-presence.ts';
import { permission, startDiscord } from '../../doubles/discord/index.ts';
import type { LocalChannel } from '../../doubles/discord/world/channel.ts';
import { aView } from './a-view.ts';
import { aPlatform, aServer, type Server } from './rig.ts';

describe('the login', () => {
  it('says where a token that Discord does not accept is found', async () => {
    await using discord = await startDiscord({ rates: 'none' });
    await using session = await aPlatform(discord, { token: 'WRONG', isStarted: false });
    await expect(session.start()).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining('DISCORD_TOKEN'),
    });
  });

  it('asks for no privileged intent', async () => {
    await using session = await aServer({ privilegedIntents: 0 });
    expect(session.discord.gateway.isConnected).toBe(true);
    expect(session.discord.violations).toEqual([]);
  });

  it('waits while Discord is down, and ends when it is told to', async () => {
    await using discord = await startDiscord({ rates: 'none' });
    discord.rest.faults.downFor(1_500, 'refused');
    await using session = await aPlatform(discord);
    expect(session.lines.some((line) => line['msg'] === 'Discord can not be reached, will try again')).toBe(true);
    discord.rest.faults.downFor(60_000, 'refused');
    await using other = await aPlatform(discord, { isStarted: false });
    const stop = new AbortController();
    const starting = other.start(stop.signal);
    stop.abort(new Error('enough'));
    await expect(starting).rejects.toThrow('enough');
    discord.rest.faults.heal();
  });

  it('is gone on with after the gateway broke', async () => {
    await using session = await aServer();
    const { discord, guild } = session;
    const resumed = discord.notices.until(() => discord.gateway.isConnected, 'a connection');
    discord.gateway.drop();
    await resumed;
    const answer = await discord.slash(guild, discord.user('Ann'), 'mom', ['help']);
    expect(answer.text).toContain('/mom start');
  });

  it('connects no more after the end', async () => {
    const session = await aServer();
    await session.platform[Symbol.asyncDispose]();
    await expect.poll(() => session.discord.gateway.isConnected).toBe(false);
    await session[Symbol.asyncDispose]();
  });
});

describe('presence', () => {
  it('tells who sits in a voice channel, people only, by the names that are displayed', async () => {
    await using session = await aServer();
    const { discord, guild, platform } = session;
    const changes: PresenceChange[] = [];
    platform.presence.listen({ onVoicePresence: (change) => changes.push(change) });
    const channel = guild.channel('Meeting');
    const [ann, bob, robot] = [discord.user('Ann'), discord.user('Bob'), discord.user('Robot', { isBot: true })];
    discord.happen.setMember(guild, bob, { nick: 'Bobby' });
    for (const person of [ann, bob, robot]) person.join(channel);
    const last = () => changes.at(-1)?.humanIds;
    await expect.poll(() => changes.length).toBe(3);
    expect(last()).toEqual([ann.id, bob.id]);
    expect(platform.presence.isBot(guild.id, robot.id)).toBe(true);
    expect(await platform.presence.whoIsThere(guild.id, channel.id)).toEqual([
      { userId: ann.id, name: 'Ann' },
      { userId: bob.id, name: 'Bobby' },
    ]);
    ann.leave();
    await expect.poll(last).toEqual([bob.id]);
    expect(platform.presence.occupied(guild.id)).toEqual([
      { guildId: guild.id, channelId: channel.id, humanIds: [bob.id] },
    ]);
  });

  it('knows who sat there before it came', async () => {
    await using discord = await startDiscord({ rates: 'none' });
    const channel = discord.guild().channel('Meeting');
    discord.user('Ann').join(channel);
    await using session = await aPlatform(discord);
    const present = await session.platform.presence.whoIsThere(discord.guild().id, channel.id);
    expect(present).toEqual([{ userId: discord.user('Ann').id, name: 'Ann' }]);
    expect(discord.violations).toEqual([]);
  });

  it('tells of servers and events that come and go', async () => {
    await using session = await aServer();
    const { discord, guild, platform } = session;
    const told: string[] = [];
    const events: EventChange[] = [];
    platform.presence.listen({
      onGuildJoin: (id) => told.push(`+${id}`),
      onGuildLeave: (id) => told.push(`-${id}`),
      onEvent: (change) => events.push(change),
    });
    platform.presence.listen({ onGuildJoin: () => expect.fail('a bad listener harms nobody') });
    const other = discord.happen.addGuild({ name: 'Other' });
    await expect.poll(() => told).toEqual([`+${other.id}`]);
    discord.happen.removeGuild(other);
    await expect.poll(() => told).toEqual([`+${other.id}`, `-${other.id}`]);
    const event = discord.happen.scheduleEvent(guild, {
      name: 'Release party',
      channel: 'Meeting',
      startMs: Date.now() + 60_000,
    });
    discord.happen.setEventStatus(guild, event, 2);
    discord.happen.setEventStatus(guild, event, 3);
    const change = { guildId: guild.id, channelId: guild.channel('Meeting').id, title: 'Release party' };
    await expect
      .poll(() => events)
      .toEqual([
        { ...change, isActive: true },
        { ...change, isActive: false },
      ]);
  });

  it('gathers words that may be said, the likeliest first', async () => {
    const channels = [
      { name: 'general', kind: 'text' },
      { name: '🚀-kube-migration', kind: 'text' },
      { name: 'Meeting', kind: 'voice' },
    ] as const;
    const events = [{ name: 'Q3 Roadmap', channel: 'Meeting', startMs: Date.now() }];
    await using session = await aServer({ guilds: [{ name: 'Acme', channels, roles: ['Frontend', '7'], events }] });
    const { discord, guild, platform } = session;
    discord.user('Siobhán').join(guild.channel('Meeting'));
    await expect.poll(() => platform.presence.occupied(guild.id)).toHaveLength(1);
    const words = platform.presence.vocabulary(guild.id, guild.channel('Meeting').id, 20);
    expect(words.slice(0, 4)).toEqual(['Q3 Roadmap', 'Siobhán', 'Meeting', 'Acme']);
    expect(words).toContain('kube migration');
    expect(words).toContain('Frontend');
    expect(words).not.toContain('7');
    expect(platform.presence.vocabulary(guild.id, guild.channel('Meeting').id, 2)).toHaveLength(2);
  });
});

describe('what is missing', () => {
  const deny = (name: keyof typeof permission) =>
    ({ name: 'Meeting', kind: 'voice', botDenied: permission[name] }) as const;
  const general = { name: 'general', kind: 'text' } as const;

  it.each([
    ['VIEW_CHANNEL', 'voice_forbidden', 'View Channel'],
    ['CONNECT', 'voice_forbidden', 'Connect'],
    ['SPEAK', 'voice_forbidden', 'Speak'],
  ] as const)('in the voice channel is said before anything is tried: %s', async (name, code, text) => {
    await using session = await aServer({ guilds: [{ channels: [general, deny(name)] }] });
    const { guild, platform } = session;
    const check = () => platform.presence.checkPermissions(guild.id, guild.channel('Meeting').id, null);
    expect(check).toThrow(expect.objectContaining({ code, sentence: expect.stringContaining(text) }));
  });

  it('in the text channel is said together', async () => {
    const botDenied = permission.SEND_MESSAGES | permission.SEND_MESSAGES_IN_THREADS;
    await using session = await aServer({
      guilds: [
        {
          channels: [
            { ...general, botDenied },
            { name: 'Meeting', kind: 'voice' },
          ],
        },
      ],
    });
    const { guild, platform } = session;
    const check = () =>
      platform.presence.checkPermissions(guild.id, guild.channel('Meeting').id, guild.channel('general').id);
    expect(check).toThrow(
      expect.objectContaining({
        code: 'thread_forbidden',
        sentence: expect.stringContaining('Send Messages, Send Messages in Threads'),
      }),
    );
  });

  it('is room in a full channel, unless members may be moved', async () => {
    await using session = await aServer({
      guilds: [{ channels: [general, { name: 'Meeting', kind: 'voice', userLimit: 1 }] }],
    });
    const { discord, guild, platform } = session;
    const check = () => platform.presence.checkPermissions(guild.id, guild.channel('Meeting').id, null);
    expect(check).not.toThrow();
    discord.user('Ann').join(guild.channel('Meeting'));
    await expect.poll(() => platform.presence.occupied(guild.id)).toHaveLength(1);
    expect(check).toThrow(expect.objectContaining({ code: 'voice_full' }));
  });
});

/** Panels and captions stand in #general. */
function placeIn({ guild, general }: Pick<Server, 'guild' | 'general'>): ThreadRef {
  const { id } = general;
  return { guildId: guild.id, channelId: id, threadId: id, panelChannelId: id, panelMessageId: null };
}

/** The bot goes into the voice channel. */
function enterMeeting({ guild, platform }: Server): LocalChannel {
  const voice = guild.channel('Meeting');
  const adapter = platform.guildAdapter(guild.id, {
    onVoiceServerUpdate: () => undefined,
    onVoiceStateUpdate: () => undefined,
    onMember: () => undefined,
    destroy: () => undefined,
  });
  adapter.sendPayload({ op: 4, d: { guild_id: guild.id, channel_id: voice.id, self_mute: false, self_deaf: false } });
  return voice;
}

describe('signs at the voice channel', () => {
  it('are a status and, where it is wanted, a mark before the name; both end with the call', async () => {
    await using session = await aServer({}, { marksNickname: async () => true });
    const { discord, guild, platform, general } = session;
    const voice = enterMeeting(session);
    await expect.poll(() => discord.voice.botChannel(guild)).toBe(voice);
    const thread = placeIn(session);
    const nick = () => guild.members.get(discord.botId)?.nick;
    const show = (state: 'recording' | 'paused' | 'writing') =>
      platform.thread.showPanel(thread, aView({ state, voiceChannelId: voice.id }));
    show('recording');
    await expect.poll(() => voice.voiceStatus).toBe(`● Recording – notes in <#${general.id}>`);
    await expect.poll(nick).toMatch(/^\[REC\] /);
    show('paused');
    await expect.poll(() => voice.voiceStatus).toBe('❚❚ Off the record');
    show('writing');
    await expect.poll(() => voice.voiceStatus).toBeNull();
    await expect.poll(nick).toBeNull();
    expect(discord.violations).toEqual([]);
  });

  it('left by a crash come down with the meeting, and a status that is not ours stays', async () => {
    await using discord = await startDiscord({ rates: 'none' });
    const guild = discord.guild();
    const [voice, general] = [guild.channel('Meeting'), guild.channel('general')];
    const bot = guild.members.get(discord.botId)!;
    bot.nick = '[REC] Minutes';
    voice.voiceStatus = 'Tea at four';
    await using session = await aPlatform(discord, { marksNickname: async () => true });
    const { platform } = session;
    platform.thread.showPanel(placeIn({ guild, general }), aView({ state: 'writing', voiceChannelId: voice.id }));
    await expect.poll(() => bot.nick).toBe('Minutes');
    await platform.thread.flush('m1', 10_000);
    expect(voice.voiceStatus).toBe('Tea at four');
  });

  it('of a call stay when the minutes of the one before come', async () => {
    await using session = await aServer({}, { marksNickname: async () => true });
    const { discord, guild, platform } = session;
    const voice = enterMeeting(session);
    await expect.poll(() => discord.voice.botChannel(guild)).toBe(voice);
    const nick = () => guild.members.get(discord.botId)?.nick;
    const show = async (meetingId: string, state: PanelState) => {
      platform.thread.showPanel(placeIn(session), aView({ meetingId, state, voiceChannelId: voice.id }));
      await platform.thread.flushSigns(10_000);
      return [nick()?.startsWith('[REC] ') ?? false, voice.voiceStatus !== null];
    };
    expect(await show('m1', 'recording')).toEqual([true, true]);
    expect(await show('m1', 'writing')).toEqual([false, false]);
    expect(await show('m2', 'recording')).toEqual([true, true]);
    expect(await show('m1', 'done')).toEqual([true, true]);
    expect(await show('m2', 'writing')).toEqual([false, false]);
    expect(discord.violations).toEqual([]);
  });

  it('that are not allowed harm nothing', async () => {
    await using session = await aServer({ guilds: [{ botPermissions: 0n }] }, { marksNickname: async () => true });
    const { guild, platform, general } = session;
    const thread = placeIn(session);
    platform.thread.showPanel(thread, aView({ voiceChannelId: guild.channel('Meeting').id }));
    await platform.thread.flush('m1', 10_000);
    expect(general.visible).toHaveLength(1);
  });
});

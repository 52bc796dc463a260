import { entersState, VoiceConnectionStatus } from '@discordjs/voice';
import { describe, expect, it } from 'vitest';
import { syntheticPackets } from '../../doubles/discord/voice/synthetic-opus.ts';
import { aCall, aClient, aConnection, indicesOf, received } from './rig.ts';

const fifty = syntheticPackets(50);
const quickly = { packetMs: 2 };

describe('what may happen to packets', () => {
  it('loses, doubles and reorders those that were picked', async () => {
    await using call = await aCall({ dave: 'off' });
    const [ann] = call.users;
    const heard = received(call.connection, ann);
    await ann.speak(syntheticPackets(8), { ...quickly, drop: [1], duplicate: [3], late: { pick: [5], by: 2 } });
    await expect.poll(() => indicesOf(heard, ann)).toEqual([0, 2, 3, 3, 4, 6, 7, 5]);
    expect([...ann.sent].map(({ fate }) => fate)).toEqual([
      'sent',
      'dropped',
      'sent',
      'duplicated',
      'sent',
      'sent',
      'sent',
      'sent',
    ]);
  });

  it('spoils one, at which the stock receiver closes the stream', async () => {
    await using call = await aCall({ dave: 'off' });
    const [ann] = call.users;
    const heard = received(call.connection, ann);
    await ann.speak(syntheticPackets(25), { ...quickly, corrupt: [10] });
    await expect.poll(() => call.connection.receiver.subscriptions.size).toBe(0);
    expect(indicesOf(heard, ann)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('tells late whose the audio is', async () => {
    await using session = await aClient({ dave: 'off' });
    const channel = session.discord.guild().channel('Meeting');
    const ann = session.discord.user('Ann');
    ann.join(channel);
    using connection = await aConnection(session.client, channel);
    const heard = received(connection, ann);
    await ann.speak(fifty, { packetMs: 4, announce: 25 });
    await expect.poll(() => indicesOf(heard, ann).at(-1)).toBe(49);
    expect(indicesOf(heard, ann)[0]).toBeGreaterThanOrEqual(24);
  });

  it('pads them, with and without an extension', async () => {
    await using call = await aCall({ dave: 'off' });
    const [ann] = call.users;
    const heard = received(call.connection, ann);
    await ann.speak(syntheticPackets(3), { ...quickly, paddingBytes: 7 });
    await ann.speak(syntheticPackets(3), { ...quickly, extension: null, endsWithSilence: true });
    await expect.poll(() => heard).toEqual([...ann.sent].map(({ opus }) => opus));
  });

  it('ends with five packets of silence', async () => {
    await using call = await aCall({ dave: 'required' });
    const [ann] = call.users;
    const heard = received(call.connection, ann);
    await ann.speak(syntheticPackets(1), { ...quickly, endsWithSilence: true });
    await expect.poll(() => heard.map((packet) => packet.toString('hex')).slice(1)).toEqual(Array(5).fill('f8fffe'));
  });
});

describe('what may happen to the connection', () => {
  it.each([undefined, 4015])('resumes after a loss (close code %s) without losing a packet', async (code) => {
    await using call = await aCall();
    const [ann] = call.users;
    const { discord } = call;
    const heard = received(call.connection, ann);
    const resumed = discord.notices.next('voice-resume');
    const spoken = ann.speak(fifty, { packetMs: 10 });
    discord.voice.call(call.channel).bot.close(code);
    await Promise.all([resumed, spoken]);
    await expect.poll(() => heard.length).toBe(50);
  });

  it('identifies anew when the session can not be resumed', async () => {
    await using call = await aCall();
    const { discord } = call;
    discord.voice.faults.refusesResume = true;
    const identified = discord.notices.next('voice-identify');
    discord.voice.call(call.channel).bot.close();
    await identified;
    expect(discord.gateway.voiceRequests).toHaveLength(2);
  });

  it('stays disconnected when a moderator throws the bot out', async () => {
    await using call = await aCall();
    call.discord.voice.kickBot(call.discord.guild());
    await entersState(call.connection, VoiceConnectionStatus.Disconnected, 3_000);
    expect(call.discord.guild().voiceStates.has(call.discord.botId)).toBe(false);
  });

  it('follows when the bot is dragged elsewhere, and when the call moves to another server', async () => {
    await using call = await aCall();
    const { discord, connection } = call;
    const other = discord.guild().channel('Other');
    const there = discord.notices.next('voice-ready', ({ channelId }) => channelId === other.id);
    discord.voice.moveBot(discord.guild(), other);
    await there;
    expect(connection.joinConfig.channelId).toBe(other.id);
    const again = discord.notices.next('voice-ready');
    await discord.voice.moveCall(other, { announcesNull: true });
    await again;
    await entersState(connection, VoiceConnectionStatus.Ready, 3_000);
  });

  it('is not answered in a full channel until somebody leaves', async () => {
    await using session = await aClient({ guilds: [{ channels: [{ name: 'Small', kind: 'voice', userLimit: 1 }] }] });
    const { discord, client } = session;
    const channel = discord.guild().channel('Small');
    const ann = discord.user('Ann');
    ann.join(channel);
    const asked = discord.notices.next('voice-request');
    using connection = await aConnection(client, channel, { isAwaited: false });
    expect((await asked).isAnswered).toBe(false);
    expect(connection.state.status).toBe(VoiceConnectionStatus.Signalling);
    ann.leave();
    connection.rejoin();
    await entersState(connection, VoiceConnectionStatus.Ready, 3_000);
  });

  it('hears what the bot says', async () => {
    await using call = await aCall();
    const { discord, connection } = call;
    connection.setSpeaking(true);
    const packets = syntheticPackets(5);
    for (const packet of packets) connection.playOpusPacket(packet);
    const { heard } = discord.voice.call(call.channel);
    await discord.notices.until(() => heard.length === 5, 'five frames were heard');
    expect(heard.map(({ opus }) => opus)).toEqual(packets);
    expect(discord.violations).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { VoiceEvent } from '../../../src/ports/voice-capture.ts';
import type { LocalDiscord } from '../../doubles/discord/index.ts';
import type { SimulatedUser } from '../../doubles/discord/voice/simulated-user.ts';
import { syntheticPackets } from '../../doubles/discord/voice/synthetic-opus.ts';
import type { LocalChannel } from '../../doubles/discord/world/channel.ts';
import { aCall, compare, expectAll, type Journal, ofType, settled } from './rig.ts';

const packets = (seed = 1, count = 40) => syntheticPackets(count, { seed });
const quickly = { packetMs: 2 };

const all = (users: readonly SimulatedUser[], seed = 1, count = 40) =>
  Promise.all(users.map((user, index) => user.speak(packets(seed * 10 + index, count), quickly)));

const reconnects = ({ events }: Journal) =>
  events.flatMap(({ type }) => (type === 'reconnect-start' || type === 'reconnect-end' ? [type] : []));

interface Place {
  readonly discord: LocalDiscord;
  readonly channel: LocalChannel;
  readonly events: readonly VoiceEvent[];
}

/** Until the session says that sound flows again, and everybody can be heard. */
async function again({ discord, channel, events }: Place, times = 1, timeout = 8_000): Promise<void> {
  await expect.poll(() => events.filter(({ type }) => type === 'reconnect-end').length, { timeout }).toBe(times);
  await settled(discord, channel);
}

const codesOf = (discord: LocalDiscord) => discord.gateway.voiceRequests.map(({ channelId }) => channelId);

describe.each(['required', 'off'] as const)('a voice connection (end-to-end encryption %s)', (dave) => {
  it.each([undefined, 1000, 1006, 4015])('goes on without losing a packet after a close with %s', async (code) => {
    await using call = await aCall({ discord: { dave } });
    const { discord, channel, users } = call;
    const resumed = discord.notices.next('voice-resume');
    const spoken = Promise.all(users.map((user, seed) => user.speak(packets(seed, 60), { packetMs: 10 })));
    discord.voice.call(channel).bot.close(code === 1006 ? undefined : code);
    await Promise.all([resumed, spoken]);
    const journal = await call.finish();
    expectAll(journal, users);
    expect(reconnects(journal)).toEqual([]);
  });

  it.each([4006, 4009])('begins a new session after a close with %s', async (code) => {
    await using call = await aCall({ discord: { dave } });
    const { discord, channel, users } = call;
    await all(users);
    await call.arrived();
    discord.voice.call(channel).bot.close(code);
    await again(call);
    await all(users, 2);
    const journal = await call.finish();
    expectAll(journal, users);
    expect(reconnects(journal)).toEqual(['reconnect-start', 'reconnect-end']);
  });

  it('begins a new session when it may not resume', async () => {
    await using call = await aCall({ discord: { dave } });
    const { discord, channel, users } = call;
    discord.voice.faults.refusesResume = true;
    await all(users);
    await call.arrived();
    discord.voice.call(channel).bot.close();
    await again(call);
    await all(users, 2);
    expectAll(await call.finish(), users);
  });

  it('moves to another voice server with the call', async () => {
    await using call = await aCall({ discord: { dave } });
    const { discord, channel, users } = call;
    await all(users);
    await call.arrived();
    await discord.voice.moveCall(channel);
    await again(call);
    await all(users, 2);
    const journal = await call.finish();
    expectAll(journal, users);
    expect(reconnects(journal)).toEqual(['reconnect-start', 'reconnect-end']);
  });

  it('waits for another voice server when the present one goes away', async () => {
    await using call = await aCall({ discord: { dave } });
    const { discord, channel, users } = call;
    discord.voice.loseServer(channel);
    await expect.poll(() => call.events.some(({ type }) => type === 'reconnect-start')).toBe(true);
    await all(users);
    await call.arrived();
    await discord.voice.moveCall(channel);
    await again(call);
    await all(users, 2);
    expectAll(await call.finish(), users);
  });

  it('goes where it is dragged, and says so', async () => {
    await using call = await aCall({ discord: { dave } });
    const { discord, guild, users } = call;
    const other = guild.channel('Other');
    await all(users);
    await call.arrived();
    discord.voice.moveBot(guild, other);
    for (const user of users) user.join(other);
    await again({ ...call, channel: other });
    await all(users, 2);
    const journal = await call.finish();
    expectAll(journal, users);
    expect(call.events).toContainEqual(expect.objectContaining({ type: 'moved', channelId: other.id }));
    expect(ofType(journal.events, 'member-leave')).toHaveLength(2);
    expect(ofType(journal.events, 'member-join')).toHaveLength(4);
  });

  it('is not hurt by a lost gateway connection', async () => {
    await using call = await aCall({ discord: { dave } });
    const resumed = call.discord.notices.next('gateway-resume');
    const spoken = Promise.all(call.users.map((user, seed) => user.speak(packets(seed, 100), { packetMs: 10 })));
    call.discord.gateway.drop();
    await Promise.all([resumed, spoken]);
    const journal = await call.finish();
    expectAll(journal, call.users);
    expect(reconnects(journal)).toEqual([]);
  });
});

describe('the gateway session', () => {
  it('may be another one: the call goes on', async () => {
    await using call = await aCall();
    call.discord.gateway.faults.refusesResume = true;
    const identified = call.discord.notices.next('gateway-identify', undefined, 15_000);
    const spoken = Promise.all(call.users.map((user, seed) => user.speak(packets(seed, 100), { packetMs: 10 })));
    call.discord.gateway.drop();
    await Promise.all([identified, spoken]);
    const journal = await call.finish();
    expectAll(journal, call.users);
    expect(reconnects(journal)).toEqual([]);
  });

  it('may end, which takes the bot out of the call: it comes back when it can', async () => {
    await using call = await aCall({ timings: { moveMs: 200, answerMs: 500 } });
    const { discord, users } = call;
    await all(users);
    await call.arrived();
    discord.gateway.endSessions();
    await again(call, 1, 20_000);
    await all(users, 2);
    const journal = await call.finish();
    expectAll(journal, users);
    expect(reconnects(journal)).toEqual(['reconnect-start', 'reconnect-end']);
  });
});

describe('what ends a session', () => {
  const endOf = (events: readonly VoiceEvent[]) => events.find((event) => event.type === 'end');

  it('somebody throws the bot out', async () => {
    await using call = await aCall();
    await all(call.users);
    await call.arrived();
    call.discord.voice.kickBot(call.guild);
    await expect
      .poll(() => endOf(call.events), { timeout: 8_000 })
      .toMatchObject({ reason: 'kicked', text: 'Somebody disconnected me from the voice channel.' });
    const journal = await call.finish();
    expectAll(journal, call.users);
    expect(ofType(journal.events, 'end')).toMatchObject([{ reason: 'kicked' }]);
    expect(codesOf(call.discord).filter((channelId) => channelId !== null)).toHaveLength(1);
  });

  it('the call wants an encryption that nobody here knows', async () => {
    await using call = await aCall();
    call.discord.voice.call(call.channel).bot.close(4017);
    await expect.poll(() => endOf(call.events), { timeout: 8_000 }).toMatchObject({ reason: 'encryption-required' });
    await expect(call.session.receipt()).rejects.toThrow('the recording is over');
  });

  it('nobody answers any more', async () => {
    await using call = await aCall({ timings: { answerMs: 100, readyMs: 300, reconnectTries: 2 } });
    call.discord.voice.faults.unansweredRequests = 100;
    call.discord.voice.call(call.channel).bot.close(4006);
    await expect.poll(() => endOf(call.events), { timeout: 8_000 }).toMatchObject({ reason: 'lost' });
  });
});

it('asks again, no faster than allowed, until it is answered', async () => {
  await using call = await aCall({ timings: { answerMs: 150, requestPauseMs: 400 } });
  const { discord, channel, users } = call;
  const before = discord.gateway.voiceRequests.length;
  discord.voice.faults.unansweredRequests = 2;
  discord.voice.call(channel).bot.close(4006);
  await again(call);
  await all(users);
  expectAll(await call.finish(), users);
  const asked = discord.gateway.voiceRequests.slice(before, before + 3).map(({ atMs }) => atMs);
  expect(Math.min(asked[1]! - asked[0]!, asked[2]! - asked[1]!)).toBeGreaterThan(350);
});

it('rests when the voice server asks for it', async () => {
  await using call = await aCall({ timings: { restMs: 700 } });
  const { discord, channel } = call;
  const before = discord.gateway.voiceRequests.length;
  const closedAtMs = performance.now();
  discord.voice.call(channel).bot.close(4021);
  await again(call);
  expect(discord.gateway.voiceRequests.length - before).toBe(1);
  expect(discord.gateway.voiceRequests.at(-1)!.atMs - closedAtMs).toBeGreaterThan(650);
});

it('survives a lost answer to the question for its address', async () => {
  await using call = await aCall({ timings: { answerMs: 300, readyMs: 500 } });
  const { discord, channel, users } = call;
  for (const host of discord.voice.hosts) host.lostDiscoveries = 1;
  discord.voice.call(channel).bot.close(4006);
  await again(call);
  await all(users);
  expectAll(await call.finish(), users);
});

it('loses across a new session only what was sent without one', async () => {
  await using call = await aCall();
  const { discord, channel, users } = call;
  const [ann] = users;
  const spoken = Promise.all(users.map((user, seed) => user.speak(packets(seed, 150), { packetMs: 10 })));
  discord.voice.call(channel).bot.close(4006);
  await again(call);
  const settledAtMs = Date.now();
  await spoken;
  const journal = await call.finish({ losing: 1_000 });
  const [started] = ofType(journal.events, 'reconnect-start');
  for (const user of users) {
    const { missing, strange, doubled } = compare(journal, user);
    const sentAtMs = [...user.sent].map(({ atMs }) => atMs);
    expect({ strange, doubled }).toEqual({ strange: [], doubled: 0 });
    expect(missing.filter((at) => sentAtMs[at]! < started!.atMs - 50 || sentAtMs[at]! > settledAtMs)).toEqual([]);
  }
  expect(compare(journal, ann!).missing.length).toBeLessThan(150);
});

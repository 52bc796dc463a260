import { describe, expect, it } from 'vitest';
import { syntheticPackets } from '../../doubles/discord/voice/synthetic-opus.ts';
import { aCall, aClient, aConnection, daveOf, indicesOf, received, untilSettled } from './rig.ts';

const twenty = syntheticPackets(20);
const quickly = { packetMs: 5 };

describe('end-to-end encryption', () => {
  it('gives the bot and the users the same privacy code', async () => {
    await using call = await aCall();
    const codes = call.users.map(({ dave }) => dave?.privacyCode);
    expect(codes).toEqual([call.connection.voicePrivacyCode, call.connection.voicePrivacyCode]);
    expect(codes[0]).toMatch(/^\d{30}$/);
  });

  it('is not there in stage channels', async () => {
    await using session = await aClient();
    const stage = session.discord.guild().channel('Stage');
    const identified = session.discord.notices.next('voice-identify');
    using _connection = await aConnection(session.client, stage);
    expect((await identified).daveVersion).toBe(0);
  });

  it('is asked of every client where it is required', async () => {
    await using session = await aClient();
    const refused = session.discord.notices.next('voice-refused');
    const channel = session.discord.guild().channel('Meeting');
    using _connection = await aConnection(session.client, channel, { isAwaited: false, hasDave: false });
    expect((await refused).code).toBe(4017);
  });

  it.each(['users', 'bot'] as const)(
    'takes in who comes and lets out who goes, committed by the %s',
    async (committer) => {
      await using call = await aCall();
      const { discord, channel } = call;
      const dave = daveOf(call);
      dave.faults.committer = committer;
      const [ann, bob] = call.users;
      const cid = discord.user('Cid');
      cid.join(channel);
      await untilSettled(call);
      expect(dave.memberIds).toContain(cid.id);
      bob.leave();
      await untilSettled(call);
      expect(dave.memberIds).toEqual(expect.not.arrayContaining([bob.id]));
      cid.announce();
      await expect.poll(() => call.connection.receiver.ssrcMap.get(cid.ssrc)).toBeDefined();
      const heard = [ann, cid].map((user) => received(call.connection, user));
      await Promise.all([ann, cid].map((user) => user.speak(twenty, quickly)));
      await expect.poll(() => heard.map(({ length }) => length)).toEqual([20, 20]);
      expect(heard[1]).toEqual(twenty);
    },
  );

  it('takes the bot out and in again after a commit that was spoilt on the way', async () => {
    await using call = await aCall();
    const { discord, channel } = call;
    daveOf(call).faults.corruptCommits = 1;
    const recovery = discord.notices.next('dave-recovery');
    discord.user('Cid').join(channel);
    await recovery;
    await untilSettled(call);
    const [ann] = call.users;
    const heard = received(call.connection, ann);
    await ann.speak(twenty, quickly);
    await expect.poll(() => indicesOf(heard, ann).length).toBe(20);
  });

  it('is given up and taken up again', async () => {
    await using call = await aCall();
    const [ann] = call.users;
    const dave = daveOf(call);
    const heard = received(call.connection, ann);
    await dave.downgrade();
    await ann.speak(twenty, quickly);
    const before = dave.epoch;
    dave.upgrade();
    await untilSettled(call);
    expect(before).toBeGreaterThan(0n);
    await ann.speak(twenty, quickly);
    await expect.poll(() => heard.length).toBe(40);
    expect(heard).toEqual([...ann.sent].map(({ opus }) => opus));
  });

  it('holds a transition until it is told, and users keep the old keys as long', async () => {
    await using call = await aCall();
    const { discord, channel } = call;
    const dave = daveOf(call);
    dave.faults.holdsTransitions = true;
    const [ann] = call.users;
    const before = ann.dave?.epoch;
    const ready = discord.notices.next('dave-ready');
    discord.user('Cid').join(channel);
    await ready;
    expect(ann.dave?.epoch).toBe(before);
    dave.releaseTransitions();
    expect(ann.dave?.epoch).not.toBe(before);
  });

  it('can have transitions with the id 0, which hold at once', async () => {
    await using call = await aCall();
    const { discord, channel } = call;
    daveOf(call).faults.usesTransitionZero = true;
    const epoch = discord.notices.next('dave-epoch');
    discord.user('Cid').join(channel);
    expect((await epoch).transitionId).toBe(0);
  });

  it('survives a session of the bot that ends while nobody else is there', async () => {
    await using call = await aCall();
    const { discord, channel } = call;
    for (const user of call.users) user.leave();
    await untilSettled(call);
    discord.voice.faults.refusesResume = true;
    const identified = discord.notices.next('voice-ready');
    discord.voice.call(channel).bot.close();
    await identified;
    const [ann] = call.users;
    ann.join(channel);
    await untilSettled(call);
    expect(new Set(daveOf(call).memberIds)).toEqual(new Set([ann.id, discord.botId]));
  });
});

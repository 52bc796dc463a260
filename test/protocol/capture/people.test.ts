import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { syntheticPackets } from '../../doubles/discord/voice/synthetic-opus.ts';
import { aCall, compare, expectAll, ofType } from './rig.ts';

const packets = (seed = 1, count = 30) => syntheticPackets(count, { seed });
const quickly = { packetMs: 2 };

describe('who is recorded', () => {
  it('nobody who opts out, until they opt in', async () => {
    await using call = await aCall();
    const [ann, bob] = call.users;
    await call.session.exclude(bob!.id);
    await Promise.all(call.users.map((user, seed) => user.speak(packets(seed), quickly)));
    await call.session.include(bob!.id);
    await Promise.all(call.users.map((user, seed) => user.speak(packets(seed + 10), quickly)));
    const { length } = packets();
    const journal = await call.finish({ losing: length });
    expectAll(journal, [ann!]);
    expect(compare(journal, bob!).missing).toEqual(Array.from({ length }, (_, at) => at));
  });

  it('no bot: not a packet, not a name', async () => {
    await using call = await aCall({ names: ['Ann', 'Robot'], bots: ['Robot'] });
    const [ann, robot] = call.users;
    await Promise.all(call.users.map((user, seed) => user.speak(packets(seed), quickly)));
    const journal = await call.finish({ losing: 30 });
    expectAll(journal, [ann!]);
    expect(journal.packets.some(({ userId }) => userId === robot?.id)).toBe(false);
    expect(JSON.stringify([...journal.events, ...call.events])).not.toContain(robot?.id);
  });

  it('who opted out before the meeting leaves no trace in the journal, though the bot sees them', async () => {
    await using call = await aCall({ names: ['Ann', 'Bob'], excludes: ['Bob'] });
    const [ann, bob] = call.users;
    await Promise.all(call.users.map((user, seed) => user.speak(packets(seed), { ...quickly, corrupt: [3] })));
    bob?.mute();
    bob?.leave();
    const journal = await call.finish({ losing: 29 });
    expectAll(journal, [ann!]);
    expect(JSON.stringify(journal.events)).not.toContain(bob?.id);
    expect(journal.packets.some(({ userId }) => userId === bob?.id)).toBe(false);
    expect(call.events.some((event) => event.type === 'member-join' && event.name === 'Bob')).toBe(true);
  });

  it('nobody while the meeting is off the record', async () => {
    await using call = await aCall();
    const [ann, bob] = call.users;
    const all = (seed: number) =>
      Promise.all(call.users.map((user, index) => user.speak(packets(seed + index, 20), quickly)));
    await all(10);
    await call.arrived();
    await call.session.pause(null);
    await all(20);
    await setTimeout(300);
    await call.session.resume(null);
    await all(30);
    await setTimeout(300);
    await call.session.pause(ann!.id);
    await all(40);
    const journal = await call.finish({ losing: 60 });
    const places = (from: number) => Array.from({ length: 20 }, (_, at) => from + at);
    expect(compare(journal, ann!).missing).toEqual([...places(20), ...places(60)]);
    expect(compare(journal, bob!).missing).toEqual(places(20));
    expect(ofType(journal.events, 'pause-start').map(({ userId }) => userId)).toEqual([null, ann?.id]);
    expect(ofType(journal.events, 'pause-end').map(({ userId }) => userId)).toEqual([null]);
    expect(ofType(journal.events, 'gap')).toEqual([]);
  });
});

describe('what is written down beside the sound', () => {
  it('who comes, goes and is muted, under the name that the server shows', async () => {
    await using call = await aCall({ names: ['Ann'] });
    const { discord, channel, users } = call;
    const [ann] = users;
    const bob = discord.user('Bob');
    discord.happen.setMember(call.guild, bob, { nick: 'Bobby 🎙' });
    bob.join(channel);
    bob.mute();
    bob.mute(false);
    bob.leave();
    await expect.poll(() => call.events.some(({ type }) => type === 'member-leave')).toBe(true);
    const { events } = await call.finish();
    expect(ofType(events, 'member-join').map(({ name }) => name)).toEqual(['Ann', 'Bobby 🎙']);
    expect(ofType(events, 'member-mute').map(({ userId, isMuted }) => [userId, isMuted])).toEqual([
      [bob.id, true],
      [bob.id, false],
    ]);
    expect(ofType(events, 'member-leave').map(({ userId }) => userId)).toEqual([bob.id]);
    expect(ofType(events, 'ssrc-map').map(({ userId }) => userId)).toEqual([ann?.id]);
  });

  it('notes, in place, and what is recorded in the receipt', async () => {
    await using call = await aCall({ names: ['Ann'] });
    const [ann] = call.users;
    await ann?.speak(packets(1, 60), { ...quickly, drop: [20, 21] });
    await call.session.note({ userId: ann!.id, name: 'Ann', text: 'ask Leon' });
    await expect
      .poll(async () => (await call.session.receipt()).members, { timeout: 5_000 })
      .toMatchObject([{ userId: ann?.id, name: 'Ann', packets: 58, lostPackets: 2 }]);
    const { events } = await call.finish();
    expect(ofType(events, 'note')).toMatchObject([{ text: 'ask Leon', name: 'Ann' }]);
  });

  it('nothing more of somebody who wants to be forgotten', async () => {
    await using call = await aCall();
    const [ann, bob] = call.users;
    await Promise.all(call.users.map((user, seed) => user.speak(packets(seed), quickly)));
    await call.arrived();
    await call.session.exclude(ann!.id);
    await call.session.erase({ kind: 'user', userId: ann!.id });
    expect((await call.session.receipt()).members.map(({ userId }) => userId)).not.toContain(ann?.id);
    const journal = await call.finish({ losing: 30 });
    expect(journal.packets.map(({ userId }) => userId)).toEqual(Array(30).fill(bob?.id));
    expect(JSON.stringify(journal.events)).not.toContain(ann?.id);
  });

  it('encrypted when there is a key', async () => {
    const journalKey = Uint8Array.from({ length: 32 }, (_, at) => at);
    await using call = await aCall({ request: { journalKey } });
    await Promise.all(call.users.map((user, seed) => user.speak(packets(seed), quickly)));
    expectAll(await call.finish(), call.users);
  });
});

describe('what people are shown', () => {
  it('the code that their own client shows', async () => {
    await using call = await aCall();
    await expect.poll(() => call.session.privacyCode()).toBe(call.users[0]?.dave?.privacyCode);
    expect(await call.session.privacyCode()).toMatch(/^\d{30}$/);
  });

  it('no code without end-to-end encryption', async () => {
    await using call = await aCall({ discord: { dave: 'off' } });
    expect(await call.session.privacyCode()).toBeNull();
  });

  it.each(['required', 'off'] as const)(
    'a tone that says that it is recorded (end-to-end encryption %s)',
    async (dave) => {
      await using call = await aCall({ discord: { dave }, request: { announcement: 'tone' } });
      const { heard } = call.discord.voice.call(call.channel);
      await call.discord.notices.until(() => heard.length >= 50, 'the tone was heard');
      const sound = heard.filter(({ opus }) => opus.length > 3);
      expect(sound.length).toBe(50);
      expect(call.discord.violations).toEqual([]);
      expect(call.events.filter(({ type }) => type === 'warning')).toEqual([]);
    },
  );

  it('nothing is said unless it is wanted', async () => {
    await using call = await aCall();
    await call.users[0]?.speak(packets(), quickly);
    await call.finish();
    expect(call.discord.voice.call(call.channel).heard).toEqual([]);
    expect(call.guild.voiceStates.get(call.discord.botId)).toBeUndefined();
  });
});

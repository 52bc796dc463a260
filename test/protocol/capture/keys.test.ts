import { describe, expect, it } from 'vitest';
import type { DeliveryService } from '../../doubles/discord/dave/delivery-service.ts';
import type { LocalDiscord } from '../../doubles/discord/index.ts';
import type { SimulatedUser } from '../../doubles/discord/voice/simulated-user.ts';
import { syntheticPackets } from '../../doubles/discord/voice/synthetic-opus.ts';
import type { LocalChannel } from '../../doubles/discord/world/channel.ts';
import { aCall, compare, expectAll, inOneGroup, ofType } from './rig.ts';

const packets = (seed = 1, count = 60) => syntheticPackets(count, { seed });

interface Place {
  readonly discord: LocalDiscord;
  readonly channel: LocalChannel;
}

function daveOf({ discord, channel }: Place): DeliveryService {
  const { dave } = discord.voice.call(channel);
  if (!dave) throw new Error('not end-to-end encrypted');
  return dave;
}

/** Packets of each user that were sent until now, by place. */
const placesOf = (users: readonly SimulatedUser[]) => users.map((user) => user.sent.length);

/** How many packets each user had sent whenever a transition was executed: from there on they use other keys. */
function watchTransitions({ discord }: Place, users: readonly SimulatedUser[]): number[][] {
  const places: number[][] = [];
  discord.notices.on('dave-executed', () => places.push(placesOf(users)));
  return places;
}

/** For each user the places of what was sent with keys of a group that the bot was not in, after it had been. */
function watchAbsence(place: Place, users: readonly SimulatedUser[]): number[][] {
  const lost: number[][] = users.map(() => []);
  let absentSince: number[] | null = null;
  const look = () => {
    const isIn = daveOf(place).memberIds.includes(place.discord.botId);
    const places = placesOf(users);
    users.forEach((_, index) => {
      if (absentSince) lost[index]!.push(...range(absentSince[index]!, places[index]!));
    });
    absentSince = isIn ? null : places;
  };
  const lookUnlessAwaited = (transitionId: number) => {
    const isAwaited = transitionId !== 0 && daveOf(place).memberIds.includes(place.discord.botId);
    if (!isAwaited) look();
  };
  place.discord.notices.on('dave-epoch', ({ transitionId }) => lookUnlessAwaited(transitionId));
  place.discord.notices.on('dave-executed', look);
  return lost;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);

/** Frames that look encrypted and open with no key. */
const gibberish = (count: number): Buffer[] =>
  packets(9, count).map((packet, index) =>
    Buffer.concat([packet, Buffer.alloc(8, index), Buffer.from([1 + (index % 100), 12, 0xfa, 0xfa])]),
  );

describe('keys of an end-to-end encrypted call', () => {
  it('sound before the bot is in the group is not taken for Opus, and sound after it is all there', async () => {
    await using call = await aCall({
      isSettled: false,
      prepare: ({ discord, channel }) => {
        daveOf({ discord, channel }).faults.announceDelayMs = 800;
      },
    });
    const { discord, channel, users } = call;
    const transitions = watchTransitions(call, users);
    await Promise.all(users.map((user, seed) => user.speak(packets(seed, 200), { packetMs: 10 })));
    await inOneGroup(discord, channel);
    const [boundary] = transitions;
    const journal = await call.finish({ losing: boundary!.reduce((sum, count) => sum + count, 0) });
    users.forEach((user, index) => {
      expect(compare(journal, user)).toEqual({ missing: range(0, boundary![index]!), strange: [], doubled: 0 });
      expect(boundary![index]).toBeGreaterThan(10);
    });
    expect(new Set(ofType(journal.events, 'gap').map(({ reason }) => reason))).toEqual(new Set(['decrypt']));
  });

  it('nobody loses anything when somebody comes', async () => {
    await using call = await aCall();
    const { discord, channel, users } = call;
    const spoken = Promise.all(users.map((user, seed) => user.speak(packets(seed, 100), { packetMs: 10 })));
    const cid = discord.user('Cid');
    users.push(cid);
    cid.join(channel);
    await Promise.all([spoken, cid.speak(packets(7, 100), { packetMs: 10 })]);
    const journal = await call.finish();
    expectAll(journal, users);
    expect(cid.sent.count('sent')).toBeGreaterThan(20);
    expect(ofType(journal.events, 'dave-epoch').length).toBeGreaterThanOrEqual(2);
  });

  it('nobody loses anything when somebody goes', async () => {
    await using call = await aCall({ names: ['Ann', 'Bob', 'Cid'] });
    const { discord, channel, users } = call;
    const [ann, bob, cid] = users;
    await cid?.speak(packets(3, 20), { packetMs: 2 });
    const spoken = Promise.all([ann, bob].map((user, seed) => user?.speak(packets(seed, 100), { packetMs: 10 })));
    cid?.leave();
    await spoken;
    await inOneGroup(discord, channel);
    expectAll(await call.finish(), users);
  });

  it('are followed while the connection is being resumed', async () => {
    await using call = await aCall();
    const { discord, channel, users } = call;
    const resumed = discord.notices.next('voice-resume');
    const spoken = Promise.all(users.map((user, seed) => user.speak(packets(seed, 150), { packetMs: 10 })));
    discord.voice.call(channel).bot.close();
    const cid = discord.user('Cid');
    users.push(cid);
    cid.join(channel);
    expect((await resumed).replayed).toBeGreaterThanOrEqual(2);
    await Promise.all([spoken, cid.speak(packets(7, 100), { packetMs: 10 })]);
    expectAll(await call.finish(), users);
  });

  it('a spoilt commit costs what was said with keys that the bot could not have', async () => {
    await using call = await aCall();
    const { discord, channel, users } = call;
    const transitions = watchTransitions(call, users);
    daveOf(call).faults.corruptCommits = 1;
    const recovered = discord.notices.next('dave-recovery');
    const spoken = Promise.all(users.map((user, seed) => user.speak(packets(seed, 400), { packetMs: 10 })));
    discord.user('Cid').join(channel);
    await recovered;
    await Promise.all([spoken, discord.notices.until(() => transitions.length >= 2, 'the bot is back in the group')]);
    const lost = users.map((_, index) => range(transitions[0]![index]!, transitions[1]![index]!));
    const journal = await call.finish({ losing: lost.flat().length });
    users.forEach((user, index) => {
      expect(compare(journal, user)).toEqual({ missing: lost[index], strange: [], doubled: 0 });
    });
  });

  it('malformed proposals harm nobody', async () => {
    await using call = await aCall();
    const spoken = Promise.all(call.users.map((user, seed) => user.speak(packets(seed), { packetMs: 10 })));
    daveOf(call).sendMalformedProposals();
    await spoken;
    expectAll(await call.finish(), call.users);
    expect(call.events.filter(({ type }) => type === 'warning')).toEqual([]);
  });

  it('whoever speaks in clear is not heard, and the others lose nothing', async () => {
    await using call = await aCall();
    const [ann, bob] = call.users;
    const recoveries = call.discord.notices.next('dave-recovery', undefined, 1_000);
    await Promise.all([
      ann?.speak(packets(1, 120), { packetMs: 5, unencrypted: { from: 20, to: 95 } }),
      bob?.speak(packets(2, 120), { packetMs: 5 }),
    ]);
    await expect(recoveries).rejects.toThrow('no dave-recovery');
    const journal = await call.finish({ losing: 75 });
    expect(compare(journal, ann!)).toEqual({ missing: range(20, 95), strange: [], doubled: 0 });
    expect(compare(journal, bob!)).toEqual({ missing: [], strange: [], doubled: 0 });
    const gaps = ofType(journal.events, 'gap');
    expect(gaps.reduce((sum, { packets }) => sum + packets, 0)).toBe(75);
    expect(new Set(gaps.map(({ userId }) => userId))).toEqual(new Set([ann?.id]));
  });

  it.each([false, true])(
    'the bot is let in anew when it can follow somebody no more; only what was said without it is lost (transition 0: %s)',
    async (usesTransitionZero) => {
      await using call = await aCall({ discord: {} });
      const { discord, users, channel } = call;
      const [ann, bob] = users;
      const lost = watchAbsence(call, users);
      daveOf(call).faults.usesTransitionZero = usesTransitionZero;
      const recovered = discord.notices.next('dave-recovery');
      const spoken = bob?.speak(packets(2, 200), { packetMs: 10 });
      await ann?.speak(packets(1, 20), { packetMs: 2 });
      await ann?.speak(gibberish(50), { packetMs: 10, unencrypted: { from: 0, to: 50 } });
      await recovered;
      await inOneGroup(discord, channel);
      await Promise.all([spoken, ann?.speak(packets(3, 40), { packetMs: 10 })]);
      const journal = await call.finish({ losing: 50 + lost[1]!.length });
      expect(compare(journal, ann!)).toEqual({ missing: range(20, 70), strange: [], doubled: 0 });
      expect(compare(journal, bob!)).toEqual({ missing: lost[1], strange: [], doubled: 0 });
      expect(lost[1]!.length).toBeLessThan(100);
    },
  );

  it('transitions with id 0 hold at once', async () => {
    await using call = await aCall();
    const { discord, channel, users } = call;
    daveOf(call).faults.usesTransitionZero = true;
    const spoken = Promise.all(users.map((user, seed) => user.speak(packets(seed, 100), { packetMs: 10 })));
    const cid = discord.user('Cid');
    users.push(cid);
    cid.join(channel);
    await Promise.all([spoken, cid.speak(packets(7, 100), { packetMs: 10 })]);
    expectAll(await call.finish(), users);
  });

  it('a downgrade to a call in clear and the way back cost only what was said in a group without the bot', async () => {
    await using call = await aCall();
    const { discord, channel, users } = call;
    const lost = watchAbsence(call, users);
    const all = (seed: number) =>
      Promise.all(users.map((user, index) => user.speak(packets(seed + index), { packetMs: 10 })));
    const first = all(10);
    await daveOf(call).downgrade();
    await first;
    await all(20);
    expect(lost.flat()).toEqual([]);
    const second = all(30);
    daveOf(call).upgrade();
    await Promise.all([second, inOneGroup(discord, channel)]);
    await all(40);
    const journal = await call.finish({ losing: lost.flat().length });
    users.forEach((user, index) => {
      expect(compare(journal, user)).toEqual({ missing: lost[index], strange: [], doubled: 0 });
    });
  });
});

it('records a stage, which is never end-to-end encrypted', async () => {
  await using call = await aCall({ channel: 'Stage', names: ['Ann'] });
  await call.users[0]?.speak(packets(), { packetMs: 2 });
  expectAll(await call.finish(), call.users);
  expect(call.discord.violations).toEqual([]);
});

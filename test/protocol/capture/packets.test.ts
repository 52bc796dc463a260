import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { syntheticPackets } from '../../doubles/discord/voice/synthetic-opus.ts';
import { aCall, compare, expectAll, ofType } from './rig.ts';

const sixty = syntheticPackets(60);
const quickly = { packetMs: 2 };

describe.each(['required', 'off'] as const)('packets on the way (end-to-end encryption %s)', (dave) => {
  const aQuickCall = (isSettled = true) => aCall({ discord: { dave }, names: ['Ann'], isSettled });

  it('lost ones are missing by their numbers, and no others', async () => {
    await using call = await aQuickCall();
    const [ann] = call.users;
    await ann?.speak(sixty, { ...quickly, drop: { every: 20, offset: 7 } });
    const journal = await call.finish();
    expect(compare(journal, ann!)).toEqual({ missing: [7, 27, 47], strange: [], doubled: 0 });
  });

  it('overtaken and doubled ones are all there, once', async () => {
    await using call = await aQuickCall();
    const [ann] = call.users;
    const late = { pick: { every: 5, offset: 2 }, by: 2 };
    await ann?.speak(sixty, { ...quickly, late, duplicate: [3, 30, 59] });
    const journal = await call.finish();
    expectAll(journal, call.users);
    expect(ofType(journal.events, 'gap')).toEqual([]);
  });

  it('the very first one may be overtaken: a decryptor would refuse it', async () => {
    await using call = await aQuickCall();
    const [ann] = call.users;
    await ann?.speak(sixty, { ...quickly, late: { pick: [0, 1], by: 3 } });
    expectAll(await call.finish(), call.users);
  });

  it('a spoilt one is counted and harms nobody', async () => {
    await using call = await aQuickCall();
    const [ann] = call.users;
    await ann?.speak(sixty, { ...quickly, corrupt: [10, 11] });
    const journal = await call.finish();
    expectAll(journal, call.users);
    const gaps = ofType(journal.events, 'gap');
    expect(gaps.map(({ userId, reason }) => [userId, reason])).toEqual(gaps.map(() => [ann?.id, 'decrypt']));
    expect(gaps.reduce((sum, { packets }) => sum + packets, 0)).toBe(2);
  });

  it('sound before the server says whose it is waits for that', async () => {
    await using call = await aQuickCall();
    const [ann] = call.users;
    ann?.changeSsrc();
    await ann?.speak(sixty, { packetMs: 10, announce: 30 });
    const journal = await call.finish();
    expectAll(journal, call.users);
    expect(ofType(journal.events, 'gap')).toEqual([]);
  });

  it('a source that changes without a word is its owner’s', async () => {
    await using call = await aQuickCall();
    const [ann] = call.users;
    await ann?.speak(sixty.slice(0, 20), quickly);
    ann?.changeSsrc();
    await ann?.speak(sixty.slice(20, 40), { packetMs: 10, announce: 'never' });
    await ann?.speak(sixty.slice(40), quickly);
    const journal = await call.finish();
    expectAll(journal, call.users);
    expect(new Set(ofType(journal.events, 'ssrc-map').map(({ userId }) => userId))).toEqual(new Set([ann?.id]));
  });

  it('they are taken out of whatever stands around them', async () => {
    await using call = await aQuickCall();
    const [ann] = call.users;
    const words = Buffer.from([1, 1, 5, 0, 9, 9, 9, 9]);
    for (const options of [
      { extension: null },
      { extension: { profile: 0x1000, words } },
      { extension: { profile: 0xbede, words: Buffer.alloc(0) } },
      { paddingBytes: 7 },
      { csrcs: [7, 8, 9] },
      { csrcs: [1], paddingBytes: 200, extension: { profile: 0x100f, words: Buffer.alloc(40, 3) } },
    ])
      await ann?.speak(sixty.slice(0, 10), { ...quickly, ...options });
    expectAll(await call.finish(), call.users);
  });
});

it('knows whose an unannounced source is by the keys of an end-to-end encrypted call alone', async () => {
  await using call = await aCall({ names: ['Ann', 'Bob', 'Cid'] });
  for (const user of call.users) user.changeSsrc();
  await Promise.all(
    call.users.map((user, seed) => user.speak(syntheticPackets(40, { seed }), { announce: 'never', packetMs: 5 })),
  );
  expectAll(await call.finish(), call.users);
});

it('gives up after seconds on a source that nobody names, and says how much that was', async () => {
  await using call = await aCall({ discord: { dave: 'off' }, names: ['Ann'] });
  const [ann] = call.users;
  ann?.changeSsrc();
  await ann?.speak(sixty.slice(0, 30), { ...quickly, announce: 'never' });
  const journal = await call.finish({ losing: 30 });
  expect(compare(journal, ann!).missing).toHaveLength(30);
  expect(ofType(journal.events, 'gap')).toMatchObject([{ userId: null, reason: 'held-too-long', packets: 30 }]);
});

it('is not disturbed by noise', async () => {
  await using call = await aCall({ names: ['Ann'] });
  const [ann] = call.users;
  const { bot } = call.discord.voice.call(call.channel);
  const speaking = ann?.speak(sixty, quickly);
  const rtp = Buffer.from([0x90, 0x78]);
  for (const noise of [
    Buffer.alloc(0),
    Buffer.alloc(40, 0x80),
    Buffer.alloc(1_400, 0x9f),
    Buffer.concat([rtp, Buffer.alloc(40)]),
  ])
    bot.transmit(noise);
  await speaking;
  const journal = await call.finish();
  expectAll(journal, call.users);
  expect(ofType(journal.events, 'gap')).toEqual([]);
});

it('is not misled by a source that was named wrongly, when keys prove otherwise', async () => {
  await using call = await aCall();
  const [ann, bob] = call.users;
  ann?.changeSsrc();
  call.discord.voice.call(call.channel).bot.send(5, { user_id: bob?.id, ssrc: ann?.ssrc, speaking: 1 });
  await Promise.all([
    ann?.speak(sixty, { packetMs: 10, announce: 'never' }),
    bob?.speak(syntheticPackets(60, { seed: 2 }), { packetMs: 10, announce: 'never' }),
  ]);
  const journal = await call.finish();
  expectAll(journal, call.users);
  expect(ofType(journal.events, 'gap')).toEqual([]);
});

it('does not take the number of somebody who left for theirs when others get it', async () => {
  await using call = await aCall({ discord: { dave: 'off' } });
  const [ann, bob] = call.users;
  await ann?.speak(sixty.slice(0, 10), quickly);
  await call.arrived();
  const { ssrc } = ann!;
  ann?.leave();
  await setTimeout(2_500);
  bob!.ssrc = ssrc;
  bob!.isAnnounced = false;
  await bob?.speak(sixty, { packetMs: 10, announce: 30 });
  expectAll(await call.finish(), call.users);
});

it('is not hurt by messages that make no sense', async () => {
  await using call = await aCall();
  const { bot } = call.discord.voice.call(call.channel);
  const spoken = Promise.all(
    call.users.map((user, seed) => user.speak(syntheticPackets(60, { seed }), { packetMs: 10 })),
  );
  for (const op of [2, 4, 5, 8, 9, 11, 13, 21, 22, 24, 99]) for (const data of [null, 7, {}, []]) bot.send(op, data);
  for (const op of [25, 26, 27, 28, 99]) for (const bytes of [0, 1, 40]) bot.sendBinary(op, Buffer.alloc(bytes, 3));
  await spoken;
  expectAll(await call.finish(), call.users);
  expect(call.events.filter(({ type }) => type === 'warning' || type === 'reconnect-start')).toEqual([]);
});

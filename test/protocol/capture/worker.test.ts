import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { createLog } from '../../../src/log.ts';
import { createVoiceCapture, guildAdapterOf } from '../../../src/platforms/discord/voice/index.ts';
import { trustingExecArgv } from '../../doubles/discord/index.ts';
import type * as crowd from '../../doubles/discord/process/crowd.ts';
import { crowdPackets } from '../../doubles/discord/process/crowd.ts';
import { DiscordProcess } from '../../doubles/discord/process/discord-process.ts';
import { syntheticPackets } from '../../doubles/discord/voice/synthetic-opus.ts';
import {
  aCall,
  aFolder,
  aLogin,
  aRequest,
  aSetup,
  expectAll,
  ofType,
  quick,
  readAll,
  settled,
  workerUrl,
} from './rig.ts';

const packets = (seed = 1) => syntheticPackets(40, { seed });
const quickly = { packetMs: 2 };
const mortal = new URL('../../doubles/mortal-capture-worker.ts', import.meta.url);
const stillborn = new URL('../../doubles/stillborn-capture-worker.ts', import.meta.url);

describe('a capture worker', () => {
  it('that dies is followed by another, which goes on with the same meeting', async () => {
    await using call = await aCall({ workerUrl: mortal });
    const { discord, channel, users, session } = call;
    const all = (seed: number) => Promise.all(users.map((user, index) => user.speak(packets(seed + index), quickly)));
    await session.pause(users[1]!.id);
    await session.resume(users[1]!.id);
    await all(10);
    await call.arrived();
    discord.user('Death').join(channel);
    await expect.poll(() => call.events.some(({ type }) => type === 'reconnect-end'), { timeout: 10_000 }).toBe(true);
    await settled(discord, channel);
    await all(20);
    await expect
      .poll(async () => (await session.receipt()).members.find(({ userId }) => userId === users[0]?.id)?.packets, {
        timeout: 5_000,
      })
      .toBe(80);
    const journal = await call.finish();
    expectAll(journal, users);
    expect(ofType(journal.events, 'gap')).toMatchObject([{ userId: null, reason: 'restart' }]);
    expect(ofType(journal.events, 'reconnect-start')).toHaveLength(1);
    expect(ofType(journal.events, 'reconnect-end')).toHaveLength(1);
    expect(call.events.at(-1)).toMatchObject({ type: 'end', reason: 'left' });
  });

  it('keeps to what it was told before it died: who is off the record and who opted out', async () => {
    await using call = await aCall({ workerUrl: mortal, names: ['Ann', 'Bob', 'Cid'] });
    const { discord, channel, users, session } = call;
    const [ann, bob, cid] = users;
    await session.exclude(bob!.id);
    await session.pause(cid!.id);
    discord.user('Death').join(channel);
    await expect.poll(() => call.events.some(({ type }) => type === 'reconnect-end'), { timeout: 10_000 }).toBe(true);
    await settled(discord, channel);
    await Promise.all(users.map((user, seed) => user.speak(packets(seed), quickly)));
    const journal = await call.finish({ losing: 80 });
    expect(new Set(journal.packets.map(({ userId }) => userId))).toEqual(new Set([ann?.id]));
  });

  it('that can not be started is given up after a few tries, and says so', async () => {
    const { delay } = systemClock;
    const clock = { ...systemClock, delay: (ms: number, signal?: AbortSignal) => delay(Math.min(ms, 20), signal) };
    await using setup = await aSetup({ workerUrl: stillborn, clock });
    await expect(setup.capture.join(setup.request)).rejects.toThrow('capture died again and again');
  });

  it('loses nothing while the main thread is stuck for three seconds', async () => {
    const folder = aFolder();
    using _ = folder;
    const scenario = new URL('../../doubles/discord/process/crowd.ts', import.meta.url);
    await using discord = await DiscordProcess.start<typeof crowd>({ scenario });
    const { apiUrl, token, guilds } = discord.facts;
    const client = await aLogin(apiUrl, token);
    await using stack = new AsyncDisposableStack();
    stack.defer(() => client.destroy());
    const capture = stack.use(
      createVoiceCapture({
        guildAdapter: guildAdapterOf(client),
        clock: systemClock,
        log: createLog('silent'),
        workerUrl,
        execArgv: trustingExecArgv(),
        timings: quick,
      }),
    );
    const ids = await discord.run('gather', 'Meeting', 5);
    const journalFolder = join(folder.path, 'journal');
    const channelId = guilds[0]?.channels['Meeting'] ?? '';
    const session = await capture.join(aRequest({ guildId: guilds[0]?.id ?? '', channelId, journalFolder }));
    await discord.run('introduce', 'Meeting');
    const spoken = discord.run('speak', 5, 200, { packetMs: 20 });
    block(3_000);
    const speeches = await spoken;
    await expect.poll(async () => (await readAll(journalFolder)).packets.length, { timeout: 5_000 }).toBe(1_000);
    await session.leave('test');
    const { packets: kept, events } = await readAll(journalFolder);
    for (const [index, { userId, sequence }] of speeches.entries()) {
      const own = kept.filter((packet) => packet.userId === userId);
      const inOrder = own.toSorted((a, b) => ((a.sequence - sequence) & 0xffff) - ((b.sequence - sequence) & 0xffff));
      expect(inOrder.map(({ opus }) => Buffer.from(opus))).toEqual(crowdPackets(index).slice(0, 200));
    }
    expect(ids).toHaveLength(5);
    expect(ofType(events, 'gap')).toEqual([]);
  });
});

describe('capture warns', () => {
  it('when a moderator deafens the bot', async () => {
    await using call = await aCall();
    const state = call.guild.voiceStates.get(call.discord.botId)!;
    call.discord.voice.setState(call.guild, { ...state, isServerDeafened: true });
    await expect.poll(() => call.events.find(({ type }) => type === 'warning')).toMatchObject({ code: 'deafened' });
  });

  it('when the kernel grants less room than asked for', async () => {
    await using call = await aCall({ receiveBufferBytes: 1 << 30 });
    await expect
      .poll(() => call.events.find(({ type }) => type === 'warning'))
      .toMatchObject({
        code: 'receive-buffer',
        text: expect.stringContaining('net.core.rmem_max=1073741824'),
      });
  });

  it('when people who are not muted can not be heard, after it has joined anew', async () => {
    await using call = await aCall({ timings: { silentMs: 500 } });
    const before = call.discord.gateway.voiceRequests.length;
    await expect
      .poll(() => call.events.find(({ type }) => type === 'warning'), { timeout: 8_000 })
      .toMatchObject({ code: 'no-audio' });
    expect(call.discord.gateway.voiceRequests.length).toBe(before + 1);
    const { events } = await call.finish();
    expect(ofType(events, 'reconnect-start')).toMatchObject([{ reason: 'nobody could be heard' }]);
  });

  it('not when they are muted', async () => {
    await using call = await aCall({ timings: { silentMs: 200 }, muted: ['Ann', 'Bob'] });
    await call.discord.notices.next('voice-close', undefined, 2_500).catch(() => undefined);
    expect(call.events.filter(({ type }) => type === 'warning')).toEqual([]);
    expect(call.discord.gateway.voiceRequests).toHaveLength(1);
  });
});

/** As a long computation does. */
function block(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

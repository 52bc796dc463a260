import { describe, expect, it } from 'vitest';
import { MomError } from '../../../src/errors.ts';
import { syntheticPackets } from '../../doubles/discord/voice/synthetic-opus.ts';
import { permission } from '../../doubles/discord/world/permissions.ts';
import { aSetup, collect, expectAll, readAll, settled } from './rig.ts';

const packets = syntheticPackets(20);
const impatient = { answerMs: 200, readyMs: 600, pausesMs: [50] };

/** What the person reads who wanted the bot to join. */
async function refusal(joining: Promise<unknown>): Promise<Pick<MomError, 'code' | 'sentence'>> {
  try {
    await joining;
  } catch (error) {
    if (error instanceof MomError) return { code: error.code, sentence: error.sentence };
    throw error;
  }
  throw new Error('it joined');
}

describe('a channel that can not be joined', () => {
  it('is full: says what helps', async () => {
    await using setup = await aSetupWith({ userLimit: 1 });
    setup.discord.user('Ann').join(setup.channel);
    const { code, sentence } = await refusal(setup.capture.join(setup.request));
    expect(code).toBe('voice_full');
    expect(sentence).toContain('user limit');
    expect(sentence).toContain('"Move Members"');
    expect(setup.guild.voiceStates.has(setup.discord.botId)).toBe(false);
  });

  it('is forbidden: says which permissions are missing', async () => {
    await using setup = await aSetupWith({ botDenied: permission.CONNECT });
    const { code, sentence } = await refusal(setup.capture.join(setup.request));
    expect(code).toBe('voice_forbidden');
    expect(sentence).toContain('"Connect"');
  });

  it('is not there', async () => {
    await using setup = await aSetupWith({});
    const { code, sentence } = await refusal(setup.capture.join({ ...setup.request, channelId: '123' }));
    expect({ code, sentence }).toEqual({
      code: 'voice_failed',
      sentence: "The voice channel can't be recorded: the channel is not there any more.",
    });
  });

  it('stays without an answer: explains user limit and Move Members after a few tries', async () => {
    await using setup = await aSetupWith({});
    setup.discord.voice.faults.unansweredRequests = 100;
    const { code, sentence } = await refusal(setup.capture.join(setup.request));
    expect(code).toBe('voice_timeout');
    expect(sentence).toContain('"Move Members"');
    expect(setup.discord.gateway.voiceRequests.filter(({ channelId }) => channelId !== null)).toHaveLength(3);
  });

  it('has a voice server that can not be reached', async () => {
    await using setup = await aSetupWith({});
    for (const host of setup.discord.voice.hosts) host.lostDiscoveries = 100;
    const { code, sentence } = await refusal(setup.capture.join(setup.request));
    expect(code).toBe('voice_timeout');
    expect(sentence).toContain('UDP');
  });

  it('is on a server that the bot is not on', async () => {
    await using setup = await aSetupWith({});
    const { code } = await refusal(setup.capture.join({ ...setup.request, guildId: '123' }));
    expect(code).toBe('voice_failed');
  });

  it('has a journal that can not be written', async () => {
    await using setup = await aSetupWith({});
    const { code } = await refusal(setup.capture.join({ ...setup.request, journalFolder: '/dev/null/journal' }));
    expect(code).toBe('journal_failed');
    expect(setup.discord.gateway.voiceRequests.filter(({ channelId }) => channelId !== null)).toEqual([]);
  });
});

describe('joining', () => {
  it('works again after a refusal, in the same process', async () => {
    await using setup = await aSetupWith({ userLimit: 1 });
    const ann = setup.discord.user('Ann');
    ann.join(setup.channel);
    await refusal(setup.capture.join(setup.request));
    ann.leave();
    const session = await setup.capture.join(setup.request);
    await session.leave('test');
    expect(collect(session)).toEqual([]);
  });

  it('may enter a full channel with Move Members', async () => {
    await using setup = await aSetupWith({ userLimit: 1 }, { botPermissions: permission.ADMINISTRATOR });
    setup.discord.user('Ann').join(setup.channel);
    const session = await setup.capture.join(setup.request);
    await session.leave('test');
  });

  it('happens once a server', async () => {
    await using setup = await aSetupWith({});
    const first = setup.capture.join(setup.request);
    const { code } = await refusal(setup.capture.join({ ...setup.request, meetingId: 'm2' }));
    expect(code).toBe('voice_busy');
    await (await first).leave('test');
    await (await setup.capture.join(setup.request)).leave('test');
  });

  it('can be called off at any moment', async () => {
    await using setup = await aSetupWith({});
    setup.discord.voice.faults.unansweredRequests = 100;
    const stopped = new AbortController();
    const joining = setup.capture.join(setup.request, stopped.signal);
    await setup.discord.notices.next('voice-request');
    const left = setup.discord.notices.next('voice-request', ({ channelId }) => channelId === null);
    stopped.abort(new Error('never mind'));
    await expect(joining).rejects.toThrow('never mind');
    await left;
    await expect(setup.capture.join(setup.request, AbortSignal.abort(new Error('not at all')))).rejects.toThrow(
      'not at all',
    );
  });

  it('records in three servers at once', async () => {
    await using setup = await aSetup({
      discord: { guilds: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] },
      timings: impatient,
    });
    const { discord, capture, request } = setup;
    const meetings = await Promise.all(
      ['a', 'b', 'c'].map(async (name, seed) => {
        const channel = discord.guild(name).channel('Meeting');
        const user = discord.user(`user of ${name}`);
        user.join(channel);
        const place = { guildId: discord.guild(name).id, channelId: channel.id, meetingId: name };
        const journalFolder = `${request.journalFolder}-${name}`;
        const session = await capture.join({ ...request, ...place, journalFolder });
        await settled(discord, channel);
        await user.speak(syntheticPackets(30, { seed }), { packetMs: 5 });
        return { session, user, journalFolder };
      }),
    );
    await expect
      .poll(async () =>
        Promise.all(meetings.map(async ({ journalFolder }) => (await readAll(journalFolder)).packets.length)),
      )
      .toEqual([30, 30, 30]);
    await capture[Symbol.asyncDispose]();
    for (const { user, journalFolder } of meetings) expectAll(await readAll(journalFolder), [user]);
    expect(meetings.map(({ session }) => session.events)).toHaveLength(3);
  });

  it('goes on with a journal that is there already', async () => {
    await using setup = await aSetupWith({});
    const { discord, channel, capture, request } = setup;
    const ann = discord.user('Ann');
    ann.join(channel);
    for (const _ of [1, 2]) {
      await using session = await capture.join(request);
      await settled(discord, channel);
      await ann.speak(packets, { packetMs: 5 });
      await expect
        .poll(async () => (await session.receipt()).members[0]?.packets, { timeout: 5_000 })
        .toBe(ann.sent.delivered.length);
    }
    const journal = await readAll(request.journalFolder);
    expectAll(journal, [ann]);
    expect(journal.events.some(({ type }) => type === 'end')).toBe(false);
    expect(journal.events.filter((event) => event.type === 'gap')).toMatchObject([{ reason: 'restart' }]);
  });
});

function aSetupWith(
  channel: { readonly userLimit?: number; readonly botDenied?: bigint },
  guild: { readonly botPermissions?: bigint } = {},
) {
  return aSetup({
    discord: { guilds: [{ ...guild, channels: [{ name: 'Meeting', kind: 'voice', ...channel }] }] },
    timings: impatient,
  });
}

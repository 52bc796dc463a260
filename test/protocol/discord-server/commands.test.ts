import { describe, expect, it } from 'vitest';
import { commands, pathOf } from '../../../commands/index.ts';
import { MomError } from '../../../src/errors.ts';
import { permission, startDiscord } from '../../doubles/discord/index.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { aLiveStatus } from './fake-live.ts';
import { aBackground, aPlatform, aServer, deskOf, type Server } from './rig.ts';

const EPHEMERAL = 1 << 6;

/** Ann sits in the voice channel. */
async function annInCall(session: Server) {
  const ann = session.discord.user('Ann');
  ann.join(session.guild.channel('Meeting'));
  await expect.poll(() => session.platform.presence.occupied(session.guild.id)).toHaveLength(1);
  return ann;
}

describe('the commands on Discord', () => {
  it('are registered once, and again only when they changed', async () => {
    await using discord = await startDiscord({ rates: 'none' });
    const background = aBackground();
    for (let start = 0; start < 2; start += 1) {
      await using session = await aPlatform(discord, { background });
      expect(session.platform.botId()).toBe(discord.botId);
    }
    expect(discord.commands.deployCount).toBe(1);
    const desk = deskOf(background);
    await using _changed = await aPlatform(discord, {
      background,
      desk: { ...desk, commands: desk.commands.slice(1) },
    });
    expect(discord.commands.deployCount).toBe(2);
    expect(discord.violations).toEqual([]);
  });

  it('take a call with everything that the command needs', async () => {
    await using session = await aServer();
    const { discord, guild, live, general } = session;
    const ann = await annInCall(session);
    discord.happen.setMember(guild, ann, { nick: 'Ann of Acme' });
    const answer = await discord.slash(guild, ann, 'mom', ['start'], { title: 'Stand*up*', template: 'standup' });
    expect(answer.isDeferred).toBe(true);
    expect(answer.text).toContain('is being recorded and transcribed');
    expect(answer.message?.isEphemeral).toBe(false);
    expect(live.calls).toEqual([
      {
        what: 'start',
        with: [
          {
            guildId: guild.id,
            channelId: guild.channel('Meeting').id,
            textChannelId: general.id,
            caller: { userId: ann.id, name: 'Ann of Acme' },
            title: 'Stand*up*',
            template: 'standup',
            language: null,
          },
        ],
      },
    ]);
    expect(discord.violations).toEqual([]);
  });

  const values: Readonly<Record<string, Record<string, string | number>>> = {
    note: { text: 'remember' },
    'off-record': { minutes: 5 },
    correct: { from: 'Cube', to: 'Kube' },
    glossary: {},
    'settings set': { language: 'de' },
    'settings auto-join': { 'min-members': 3 },
    'settings reset': { setting: 'language' },
    'profile set': { keywords: 'release' },
    'forget meeting': { meeting: 'm1' },
  };
  const plainCommands = commands.filter(({ options }) =>
    options.every(({ type, isRequired }) => !isRequired || type === 'string' || type === 'integer'),
  );

  it.each(plainCommands.map(pathOf))('answer every one of them: %s', async (path) => {
    await using session = await aServer();
    const { discord, guild, live } = session;
    const ann = await annInCall(session);
    if (path !== 'start') live.current = aLiveStatus({ voiceChannelId: guild.channel('Meeting').id });
    const admin = { permissions: permission.MANAGE_GUILD | permission.VIEW_CHANNEL };
    const answer = await discord.slash(guild, ann, 'mom', path.split(' '), values[path] ?? {}, admin);
    expect(answer.text).not.toBe('');
    expect(answer.text).not.toContain('Something went wrong');
    expect(answer.isDeferred).toBe(true);
    const command = commands.find((known) => pathOf(known) === path);
    expect(answer.message?.isEphemeral).toBe(command?.isPrivate);
    expect(discord.violations).toEqual([]);
  });

  it('pass on files, members and channels', async () => {
    await using session = await aServer();
    const { discord, guild, live, background } = session;
    const [ann, bob] = [discord.user('Ann'), discord.user('Bob')];
    discord.happen.setMember(guild, bob, { nick: 'Bobby' });
    const file = { name: 'talk.mp3', data: Buffer.from('sound') };
    const upload = await discord.slash(guild, ann, 'mom', ['upload'], { file });
    expect(upload.text).toContain('talk.mp3');
    expect(live.calls[0]?.with).toMatchObject([
      { name: 'talk.mp3', bytes: 5, source: { url: expect.stringContaining('/attachments/') } },
    ]);
    const admin = { permissions: permission.ADMINISTRATOR };
    await discord.slash(guild, ann, 'mom', ['forget', 'member'], { member: bob.id }, admin);
    expect(background.forgotten).toEqual([{ scope: guild.id, userId: bob.id, meetingId: null }]);
    const set = await discord.slash(
      guild,
      ann,
      'mom',
      ['settings', 'set'],
      { 'thread-channel': session.general.id },
      admin,
    );
    expect(set.text).toContain(session.general.id);
    expect(discord.violations).toEqual([]);
  });

  it('of admins are refused to others, by the permissions of the moment', async () => {
    await using session = await aServer();
    const { discord, guild } = session;
    const ann = discord.user('Ann');
    const refused = await discord.slash(guild, ann, 'mom', ['costs']);
    expect(refused.text).toBe('Only admins of this server can do that.');
    expect(refused.message?.isEphemeral).toBe(true);
    const allowed = await discord.slash(
      guild,
      ann,
      'mom',
      ['settings', 'set'],
      { language: 'de' },
      { permissions: permission.MANAGE_GUILD },
    );
    expect(allowed.text).toContain('German');
  });

  it('say the one sentence of an error, and log the rest', async () => {
    await using session = await aServer();
    const { discord, guild, live } = session;
    const ann = await annInCall(session);
    live.refusal = new MomError('voice_full', 'The channel is full.', { cause: new Error('secret detail') });
    const answer = await discord.slash(guild, ann, 'mom', ['start']);
    expect(answer.text).toBe('The channel is full.');
    live.refusal = new Error('null is no object');
    expect((await discord.slash(guild, ann, 'mom', ['start'])).text).toContain('Something went wrong inside AI MOM');
  });

  it('propose meetings while somebody types', async () => {
    await using session = await aServer();
    const { discord, guild, background } = session;
    const settings = { chunkMode: 'live', language: null, model: 'toy', template: 'auto', scope: guild.id } as const;
    const meeting = {
      id: 'm7',
      title: 'Standup',
      startedAtMs: 0,
      state: 'done',
      settings,
      tracks: [],
      failure: null,
    } as const;
    await background.services.store.createMeeting(meeting);
    const options = { permissions: permission.ADMINISTRATOR };
    const choices = await discord.people.autocomplete(
      guild,
      discord.user('Ann'),
      'mom',
      ['minutes'],
      { meeting: 'sta' },
      'meeting',
      options,
    );
    expect(choices).toEqual([{ name: '1970-01-01 Standup', value: 'm7' }]);
    expect(discord.violations).toEqual([]);
  });

  it('show a meeting only to those who see its channel', async () => {
    await using session = await aServer();
    const { discord, guild, background } = session;
    const settings = { chunkMode: 'live', language: null, model: 'toy', template: 'auto', scope: guild.id } as const;
    await background.services.store.createMeeting({
      id: 'm7',
      title: 'Secret',
      startedAtMs: 0,
      state: 'done',
      settings,
      tracks: [],
      failure: null,
    });
    const record = {
      meetingId: 'm7',
      guildId: guild.id,
      thread: null,
      callChannelId: guild.channel('Meeting').id,
      textChannelId: null,
      journalKey: null,
      state: 'done',
      startedBy: null,
      startedAtMs: 0,
    } as const;
    await background.services.liveMeetings.save({ ...record, voiceChannelId: guild.channel('Meeting').id });
    const seen = await discord.slash(guild, discord.user('Ann'), 'mom', ['meetings']);
    expect(seen.text).toContain('Secret');
    await background.services.liveMeetings.save({ ...record, voiceChannelId: '999999999999999999' });
    expect((await discord.slash(guild, discord.user('Ann'), 'mom', ['meetings'])).text).not.toContain('Secret');
  });
});

describe('answers', () => {
  const answering = (text: string, files: readonly { name: string; bytes: Uint8Array }[] = [], isPrivate = false) => {
    const background = aBackground();
    const run = async () => ({ text, files, isPrivate });
    return { background, desk: { ...deskOf(background), run } };
  };

  it('come in parts of 2,000 characters', async () => {
    const text = Array.from({ length: 120 }, (_, line) => `line ${line}: ${'x'.repeat(50)}`).join('\n');
    await using session = await aServer({}, answering(text));
    const { discord, guild } = session;
    const answer = await discord.slash(guild, discord.user('Ann'), 'mom', ['status']);
    await expect.poll(() => answer.followUps.length).toBe(3);
    expect([answer.message, ...answer.followUps].map((message) => message?.content).join('\n')).toBe(text);
    expect(discord.violations).toEqual([]);
  });

  it('are a file when they are very long, and private ones stay private in every part', async () => {
    const text = 'word '.repeat(5_000);
    await using session = await aServer({}, answering(text));
    const { discord, guild } = session;
    const answer = await discord.slash(guild, discord.user('Ann'), 'mom', ['minutes']);
    await expect.poll(() => answer.message?.files.map(({ name }) => name)).toEqual(['answer.md']);
    expect(answer.message?.files[0]?.data.toString()).toBe(text);
    expect([answer.message, ...answer.followUps].every((message) => ((message?.flags ?? 0) & EPHEMERAL) !== 0)).toBe(
      true,
    );
  });

  it('leave out a file that Discord would not take, and say so', async () => {
    const files = [
      { name: 'big.pdf', bytes: new Uint8Array(2_000) },
      { name: 'small.txt', bytes: new Uint8Array(10) },
    ];
    await using session = await aServer({ fileLimitBytes: 1_000 }, answering('Here', files));
    const { discord, guild } = session;
    const answer = await discord.slash(guild, discord.user('Ann'), 'mom', ['status']);
    expect(answer.text).toContain('big.pdf is too large for Discord.');
    expect(answer.message?.files.map(({ name }) => name)).toEqual(['small.txt']);
    expect(discord.violations).toEqual([]);
  });

  it('ping nobody, whatever they say', async () => {
    await using session = await aServer({}, answering('@everyone <@123456789012345678> <@&123456789012345678>'));
    const { discord, guild } = session;
    const answer = await discord.slash(guild, discord.user('Ann'), 'mom', ['status']);
    expect(answer.message?.pings).toEqual([]);
  });

  it('come in the channel when the token has expired, without pinging and without private words', async () => {
    const clock = new FakeClock();
    const background = aBackground();
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let calls = 0;
    const run = async () => {
      const isPrivate = calls === 1;
      await gates[calls++]?.promise;
      return { text: isPrivate ? 'your secret' : 'Recorded for @everyone', files: [], isPrivate };
    };
    await using session = await aServer({ clock }, { background, desk: { ...deskOf(background), run } });
    const { discord, guild, general } = session;
    const deferred = () => [...discord.rest.requested(/^POST \/interactions/)].length;
    for (const [index, path] of ['pause', 'minutes'].entries()) {
      discord.people.typeSlash(guild, discord.user('Ann'), 'mom', [path]);
      await expect.poll(deferred).toBe(index + 1);
    }
    await clock.advance(16 * 60_000);
    gates[0]?.resolve();
    const shown = await discord.message('Recorded for', general);
    expect(shown.pings).toEqual([]);
    expect(shown.interactionId).toBeNull();
    gates[1]?.resolve();
    await discord.message('took too long to be shown', general);
    expect(general.messages.some(({ text }) => text.includes('secret'))).toBe(false);
    expect(discord.violations).toEqual([]);
  });

  it('are put off within 3 s however long the work takes', async () => {
    const background = aBackground();
    const gate = Promise.withResolvers<void>();
    background.live.gate = gate.promise;
    await using session = await aServer({}, { background });
    const { discord, guild } = session;
    const ann = await annInCall(session);
    const interaction = discord.people.typeSlash(guild, ann, 'mom', ['start']);
    await expect.poll(() => interaction.isDeferred).toBe(true);
    expect(interaction.latencyMs).toBeLessThan(3_000);
    gate.resolve();
    expect((await discord.people.answered(interaction)).text).toContain('is being recorded');
  });
});

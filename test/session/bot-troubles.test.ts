import { describe, expect, it } from 'vitest';
import { aBot } from '../bot/a-bot.ts';
import { Shown } from '../bot/shown.ts';
import { Standup, turns } from '../bot/standup.ts';
import { type LocalDiscord, type LocalGuild, permission, type SimulatedUser } from '../doubles/discord/index.ts';
import { HurriedClock } from '../doubles/hurried-clock.ts';

/** On a machine that has much else to do. */
const PATIENCE = { timeout: 180_000 };

const begin = (discord: LocalDiscord, guild: LocalGuild, person: SimulatedUser, title: string) =>
  discord.slash(guild, person, 'mom', ['start'], { title });

const said = (from: number, to: number): readonly string[] => turns.slice(from, to).map(({ text }) => text);

describe('several servers', () => {
  it('three meetings at once are three, each with its own people, words and minutes', PATIENCE, async () => {
    const guilds = ['Red', 'Green', 'Blue'].map((name) => ({ name }));
    await using bot = await aBot({ discord: { guilds } });
    const { discord } = bot;
    const meetings = await Promise.all(
      guilds.map(async ({ name }, index) => {
        const guild = discord.guild(name);
        const people = new Standup(discord, guild.channel('Meeting'), `${name} `);
        const { text } = await begin(discord, guild, people.users[0]!, `Talk of ${name}`);
        expect(text).toContain(`**Talk of ${name}** is being recorded and transcribed. Captions and minutes: `);
        return { guild, people, turn: index, shown: new Shown(guild, `Talk of ${name}`) };
      }),
    );
    await Promise.all(
      meetings.map(async ({ people, turn }) => {
        const { startMs, endMs } = turns[turn]!;
        await people.speak(startMs - 500, endMs + 500);
      }),
    );
    await Promise.all(
      meetings.map(async ({ guild, people, turn, shown }) => {
        await expect.poll(() => shown.count(turns[turn]!.text), PATIENCE).toBe(1);
        await discord.slash(guild, people.users[0]!, 'mom', ['stop']);
        await expect.poll(() => shown.minutes.length, PATIENCE).toBe(1);
        const others = turns.slice(0, 3).filter((_, index) => index !== turn);
        expect(shown.transcript).toContain(turns[turn]!.text);
        expect(others.filter(({ text }) => shown.transcript.includes(text))).toEqual([]);
      }),
    );
    expect(discord.violations).toEqual([]);
  });
});

describe('two starts at the same moment in one server', () => {
  it('are one meeting, and the other caller reads why', PATIENCE, async () => {
    await using bot = await aBot();
    const { discord, guild } = bot;
    const [ann, bob] = ['Ann', 'Bob'].map((name) => discord.user(name)) as [SimulatedUser, SimulatedUser];
    ann.join(guild.channel('Meeting'));
    bob.join(guild.channel('Other'));
    const answers = await Promise.all([begin(discord, guild, ann, 'First'), begin(discord, guild, bob, 'Second')]);
    const [begun, refused] = answers.map(({ text }) => text);
    expect(begun).toContain('**First** is being recorded and transcribed.');
    expect(refused).toBe(
      'Somebody has just started a recording on this server, and one account can only be in one call of a server; see /mom status.',
    );
    expect(new Shown(guild, 'Second')).toMatchObject({ threads: [], panels: [] });
    const again = await begin(discord, guild, bob, 'Second');
    expect(again.text).toBe(
      'Another call of this server is being recorded, and one account can only be in one call of a server. Stop that one first.',
    );
    expect(discord.violations).toEqual([]);
  });
});

describe('a start that leads nowhere', () => {
  it('is called off by /mom stop while the bot joins: nothing stays, and the next one works', PATIENCE, async () => {
    await using bot = await aBot();
    const { discord, guild } = bot;
    const ann = discord.user('Ann');
    ann.join(guild.channel('Meeting'));
    discord.voice.faults.unansweredRequests = 100;
    const starting = begin(discord, guild, ann, 'Never');
    await discord.notices.next('voice-request');
    const stopped = await discord.slash(guild, ann, 'mom', ['stop']);
    expect(stopped.text).toBe('The start of **Never** is called off. Nothing was recorded.');
    expect((await starting).text).toBe('Stopped before it was finished.');
    await expect.poll(() => new Shown(guild, 'Never')).toMatchObject({ threads: [], panels: [] });
    discord.voice.faults.unansweredRequests = 0;
    expect((await begin(discord, guild, ann, 'Now')).text).toContain('**Now** is being recorded');
  });

  const general = { name: 'general', kind: 'text' } as const;
  const voice = (parts: { readonly botDenied?: bigint; readonly userLimit?: number }) =>
    ({ name: 'Meeting', kind: 'voice', ...parts }) as const;

  it.each([
    [
      'View Channel',
      [general, voice({ botDenied: permission.VIEW_CHANNEL })],
      'AI MOM cannot see that voice channel: grant it View Channel in <#VOICE>.',
    ],
    [
      'Connect',
      [general, voice({ botDenied: permission.CONNECT })],
      'AI MOM may not join that voice channel: grant it Connect in <#VOICE>.',
    ],
    [
      'Speak',
      [general, voice({ botDenied: permission.SPEAK })],
      'AI MOM may not announce that it records in that voice channel: grant it Speak in <#VOICE>.',
    ],
    [
      'Send Messages',
      [{ ...general, botDenied: permission.SEND_MESSAGES }, voice({})],
      "AI MOM can't write the minutes into <#TEXT>: grant it Send Messages there, or choose another channel with `/mom settings set thread-channel`.",
    ],
    [
      'room',
      [general, voice({ userLimit: 1 })],
      '<#VOICE> is full: raise its user limit, or grant AI MOM Move Members there, which lets it in all the same.',
    ],
  ] as const)('says what it lacks: %s', PATIENCE, async (_, channels, sentence) => {
    await using bot = await aBot({ discord: { guilds: [{ channels }] } });
    const { discord, guild } = bot;
    const ann = discord.user('Ann');
    ann.join(guild.channel('Meeting'));
    const { text } = await begin(discord, guild, ann, 'Never');
    const ids = { VOICE: guild.channel('Meeting').id, TEXT: guild.channel('general').id };
    expect(text).toBe(sentence.replace(/VOICE|TEXT/, (place) => ids[place as keyof typeof ids]));
    expect(new Shown(guild, 'Never')).toMatchObject({ threads: [], panels: [] });
  });

  it('says who may: outside a call, and where only admins may start', PATIENCE, async () => {
    await using bot = await aBot();
    const { discord, guild } = bot;
    const ann = discord.user('Ann');
    expect((await begin(discord, guild, ann, 'Never')).text).toBe('Join a voice channel first; that one is recorded.');
    const boss = discord.user('Boss');
    discord.happen.setMember(guild, boss, { permissions: permission.ADMINISTRATOR });
    await discord.slash(guild, boss, 'mom', ['settings', 'set'], { start: 'admins' });
    ann.join(guild.channel('Meeting'));
    expect((await begin(discord, guild, ann, 'Never')).text).toBe(
      'In this server only admins can do that (see /mom settings show).',
    );
  });
});

it('records a stage, where nothing is end-to-end encrypted, to its minutes', PATIENCE, async () => {
  await using bot = await aBot();
  const { discord, guild } = bot;
  const people = new Standup(discord, guild.channel('Stage'));
  const shown = new Shown(guild, 'On stage');
  expect((await begin(discord, guild, people.users[0]!, 'On stage')).text).toContain('**On stage** is being recorded');
  await people.speak(500, 4_800);
  await expect.poll(() => shown.count(turns[0]!.text), PATIENCE).toBe(1);
  await discord.slash(guild, people.users[0]!, 'mom', ['stop']);
  await expect.poll(() => shown.minutes.length, PATIENCE).toBe(1);
  expect(shown.transcript).toContain(turns[0]!.text);
  expect(discord.violations).toEqual([]);
});

it('goes on after a restart in the channel that it was dragged to', PATIENCE, async () => {
  await using bot = await aBot();
  const { discord, guild } = bot;
  const other = guild.channel('Other');
  const people = new Standup(discord, guild.channel('Meeting'));
  const shown = new Shown(guild, 'Moving');
  await begin(discord, guild, people.users[0]!, 'Moving');
  await people.speak(500, 4_800);
  discord.voice.moveBot(guild, other);
  for (const user of people.users) user.join(other);
  await discord.notices.until(() => discord.voice.call(other).connection?.isReady, 'the bot is there');
  await expect.poll(() => shown.panels[0]?.text, PATIENCE).toContain(`<#${other.id}>`);
  await bot.restart();
  expect(discord.voice.botChannel(guild)).toBe(other);
  await people.speak(5_000, 8_300);
  await expect.poll(() => said(0, 2).map((text) => shown.count(text)), PATIENCE).toEqual([1, 1]);
  discord.rest.faults.fail({ match: /^PUT .*voice-status/, delayMs: 600 }); // it may only be changed from inside
  await discord.slash(guild, people.users[0]!, 'mom', ['stop']);
  await expect.poll(() => shown.minutes.length, PATIENCE).toBe(1);
  expect(said(0, 2).filter((text) => !shown.transcript.includes(text))).toEqual([]);
  expect([shown.threads.length, shown.panels.length]).toEqual([1, 1]);
  expect(other.voiceStatus).toBeNull();
  expect(discord.violations).toEqual([]);
});

describe.each([503, 'refused'] as const)('REST that is down for a minute (%s)', (how) => {
  it('only delays captions and minutes: in order, once', PATIENCE, async () => {
    const postClock = new HurriedClock();
    await using bot = await aBot({ overrides: { postClock } });
    const { discord, guild } = bot;
    const people = new Standup(discord, guild.channel('Meeting'));
    const shown = new Shown(guild, 'Patience');
    await begin(discord, guild, people.users[0]!, 'Patience');
    await people.speak(500, 4_800);
    await expect.poll(() => shown.count(turns[0]!.text), PATIENCE).toBe(1);
    const minute = async (): Promise<void> => {
      for (let second = 0; second < 60; second += 5) {
        postClock.advance(5_000);
        await new Promise((resolve) => setTimeout(resolve, 20)); // requests fail in real time
      }
    };
    discord.rest.faults.downFor(600_000, how);
    await people.speak(5_000, 12_200);
    await minute();
    expect(shown.count(turns[1]!.text)).toBe(0);
    discord.rest.faults.heal();
    postClock.advance(60_000);
    await expect.poll(() => said(0, 3).map((text) => shown.count(text)), PATIENCE).toEqual([1, 1, 1]);
    const places = said(0, 3).map((text) => shown.texts.findIndex((content) => content.includes(text)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));

    discord.rest.faults.downFor(600_000, how);
    discord.voice.kickBot(guild);
    await minute();
    expect(shown.minutes).toEqual([]);
    discord.rest.faults.heal();
    postClock.advance(60_000);
    await expect.poll(() => shown.minutes.length, PATIENCE).toBe(1);
    expect(shown.texts.at(-1)).toBe(
      'Somebody disconnected me from the voice channel. What was recorded until then is being written up.',
    );
    expect(said(0, 3).filter((text) => !shown.transcript.includes(text))).toEqual([]);
    expect(said(0, 3).map((text) => shown.count(text))).toEqual([1, 1, 1]);
    await expect.poll(() => shown.panels.map(({ text }) => text.includes('Done')), PATIENCE).toEqual([true]);
    expect(discord.violations).toEqual([]);
  });
});

it('a full disk ends the recording loudly; what is there is kept and becomes minutes', PATIENCE, async () => {
  const voiceWorkerUrl = new URL('../doubles/full-disk-capture-worker.ts', import.meta.url);
  await using bot = await aBot({ overrides: { voiceWorkerUrl, captureTimings: { diskMs: 1_000 } } });
  const { discord, guild } = bot;
  const people = new Standup(discord, guild.channel('Meeting'));
  const shown = new Shown(guild, 'Full');
  await begin(discord, guild, people.users[0]!, 'Full');
  await people.speak(500, 4_800);
  await expect.poll(() => shown.count(turns[0]!.text), PATIENCE).toBe(1);
  discord.user('Archive').join(guild.channel('Meeting'));
  await people.speak(5_000, 8_300);
  await expect.poll(() => shown.minutes.length, PATIENCE).toBe(1);
  const full = 'The disk is full, so nothing more is recorded: what was recorded so far is kept; free some space.';
  expect(shown.texts.slice(-2)).toEqual([
    full,
    `⚠ Recording has stopped. ${full} What was recorded until then is kept and being written up.`,
  ]);
  expect(shown.transcript).toContain(turns[0]!.text);
  expect(shown.transcript).not.toContain(turns[1]!.text);
  expect(discord.violations).toEqual([]);
});

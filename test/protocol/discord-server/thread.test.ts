import { describe, expect, it } from 'vitest';
import type { ThreadRef } from '../../../src/ports/meeting-thread.ts';
import { permission, startDiscord } from '../../doubles/discord/index.ts';
import { aClaim, aDocument } from './a-document.ts';
import { aView } from './a-view.ts';
import { aBackground, aCaption, aPlatform, aServer } from './rig.ts';
import { aPost, hastyClock, opened, texts } from './thread-rig.ts';

describe('the thread of a meeting', () => {
  it('hangs below its panel, and is found again instead of made again', async () => {
    await using session = await aServer();
    const { thread } = await opened(session);
    expect(thread).toEqual((await opened(session)).thread);
    expect(session.general.visible.map(({ text }) => text)).toHaveLength(1);
    expect(session.guild.threads.map(({ id, name }) => [id, name])).toEqual([[thread.panelMessageId, 'Standup']]);
    expect(session.discord.violations).toEqual([]);
  });

  it('has a message of its own to hang below when the panel stands elsewhere', async () => {
    await using session = await aServer();
    const { platform, guild, general } = session;
    const voice = guild.channel('Meeting');
    const request = { meetingId: 'm1', guildId: guild.id, channelId: general.id, panelChannelId: voice.id };
    const thread = await platform.thread.open({ ...request, title: 'Stand*up*', startedAtMs: 0 });
    expect(thread.panelChannelId).toBe(voice.id);
    expect(voice.visible).toHaveLength(1);
    expect(general.visible[0]?.text).toContain(`the control panel stands in <#${voice.id}>`);
    expect(guild.channel(thread.threadId).name).toBe('Stand*up*');
    expect(session.discord.violations).toEqual([]);
  });

  it('is the voice channel’s own chat where there can be no threads', async () => {
    await using session = await aServer();
    const { platform, guild } = session;
    const voice = guild.channel('Meeting');
    const request = { meetingId: 'm1', guildId: guild.id, channelId: voice.id, panelChannelId: voice.id };
    const thread = await platform.thread.open({ ...request, title: 'Standup', startedAtMs: 0 });
    expect(thread.threadId).toBe(voice.id);
    platform.thread.showCaption('m1', thread, aCaption());
    await platform.thread.flush('m1', 10_000);
    expect(voice.visible).toHaveLength(2);
    expect(guild.threads).toEqual([]);
  });

  it('says what to grant where it may not be made, and leaves nothing behind', async () => {
    await using session = await aServer();
    session.guild.everyonePermissions &= ~permission.CREATE_PUBLIC_THREADS;
    session.guild.botPermissions &= ~permission.CREATE_PUBLIC_THREADS;
    await expect(opened(session)).rejects.toMatchObject({
      code: 'thread_forbidden',
      sentence: expect.stringContaining('Create Public Threads'),
    });
    await expect.poll(() => session.general.visible).toEqual([]);
  });
});

describe('captions', () => {
  it('are one message a turn, edited while it grows, at most once in 1.5 s', async () => {
    await using session = await aServer();
    const { platform } = session;
    const { thread, channel } = await opened(session);
    for (let index = 0; index < 12; index += 1) {
      platform.thread.showCaption(
        'm1',
        thread,
        aCaption({ id: `a${index}`, text: `part ${index}`, startMs: index * 100 }),
      );
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    platform.thread.showCaption(
      'm1',
      thread,
      aCaption({ id: 'b1', speaker: '1002', name: 'Bob', text: 'Yes.', startMs: 61_000 }),
    );
    await platform.thread.flush('m1', 10_000);
    const [first, second] = channel.visible;
    expect(channel.visible).toHaveLength(2);
    const parts = Array.from({ length: 12 }, (_, index) => `part ${index}`).join(' ');
    expect(first?.text).toBe(`**Ann** · 0:00\n${parts}`);
    expect(second?.text).toBe('**Bob** · 1:01\nYes.');
    const moments = [first?.createdAtMs ?? 0, ...(first?.editedAtMs ?? [])];
    for (const [index, atMs] of moments.slice(1).entries())
      expect(atMs - (moments[index] ?? 0)).toBeGreaterThanOrEqual(1_450);
    expect(session.discord.violations).toEqual([]);
  });

  it('take the newest text of each, and mark what is not final yet', async () => {
    await using session = await aServer();
    const { thread, channel } = await opened(session);
    const show = (text: string, isFinal: boolean) =>
      session.platform.thread.showCaption('m1', thread, aCaption({ id: 'a', text, isFinal, startMs: 0 }));
    show('We ship', false);
    await session.discord.message('We ship …', channel);
    show('We ship on Friday.', true);
    show('We ship on', false);
    await session.platform.thread.flush('m1', 10_000);
    expect(channel.visible.map(({ text }) => text)).toEqual(['**Ann** · 0:00\nWe ship on Friday.']);
  });

  it('begin a new message before one is full, and after a notice', async () => {
    await using session = await aServer();
    const { thread, channel } = await opened(session);
    for (let index = 0; index < 30; index += 1)
      session.platform.thread.showCaption('m1', thread, aCaption({ text: 'x'.repeat(150), startMs: index }));
    await session.platform.thread.notify('m1', thread, 'joined', 'Bob joined');
    session.platform.thread.showCaption('m1', thread, aCaption({ text: 'after', startMs: 99 }));
    await session.platform.thread.flush('m1', 10_000);
    const lengths = channel.visible.map(({ content }) => content.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1_900);
    expect(channel.visible.map(({ text }) => text).slice(-2)).toEqual(['Bob joined', '**Ann** · 0:00\nafter']);
    expect(session.discord.violations).toEqual([]);
  });

  /** Markup of a line acts only at its beginning. */
  const acting = (text: string) => new RegExp(`${/^[#>-]/.test(text) ? '^' : ''}${text.replaceAll(/[^\w ]/g, '\\$&')}`);

  const ATTACKS = [
    '@everyone come',
    '<@123456789012345678>',
    '<@&123456789012345678>',
    '```js\nx',
    '# big',
    '> quote',
    '[a](https://evil.example)',
    '||spoiler||',
    '**bold**',
    'https://evil.example/x',
    '<#123456789012345678>',
    '-# small',
  ];
  it.each(ATTACKS)('let nothing that was said act: %s', async (text) => {
    await using session = await aServer();
    const { thread, channel } = await opened(session);
    session.platform.thread.showCaption('m1', thread, aCaption({ name: text, text }));
    await session.platform.thread.notify('m1', thread, 'x', `${text} joined`);
    await session.platform.thread.postMinutes(
      'm1',
      thread,
      aPost({ document: aDocument({ decisions: [aClaim(text)], summary: text }) }),
    );
    await session.platform.thread.flush('m1', 10_000);
    for (const message of channel.visible) {
      expect(message.pings).toEqual([]);
      expect(message.text.split(/\n(?:- |### )?/)).not.toContainEqual(expect.stringMatching(acting(text)));
      expect(message.body['allowed_mentions']).toEqual({ parse: [] });
    }
    expect(session.discord.violations).toEqual([]);
  });
});

describe('trouble', () => {
  it('of the REST API only delays: nothing is lost, nothing doubled, the order stays', async () => {
    await using session = await aServer();
    const { platform, discord } = session;
    const { thread } = await opened(session);
    discord.rest.faults.downFor(4_000, 503);
    const speakers = ['Ann', 'Bob'];
    for (let index = 0; index < 8; index += 1)
      platform.thread.showCaption(
        'm1',
        thread,
        aCaption({ speaker: String(index % 2), name: speakers[index % 2]!, text: `turn ${index}`, startMs: 0 }),
      );
    await platform.thread.notify('m1', thread, 'left', 'Bob left');
    await platform.thread.flush('m1', 40_000);
    const expected = Array.from({ length: 8 }, (_, index) => `**${speakers[index % 2]}** · 0:00\nturn ${index}`);
    expect(texts(session, thread)).toEqual([...expected, 'Bob left']);
    expect(discord.violations).toEqual([]);
  });

  it('of a lost answer posts nothing twice, and the text that came meanwhile is shown', async () => {
    await using session = await aServer();
    const { platform, discord } = session;
    const { thread } = await opened(session);
    discord.rest.faults.fail({ match: /^POST \/channels\/\d+\/messages$/, cut: 'after', times: 2 });
    platform.thread.showCaption('m1', thread, aCaption({ id: 'a', text: 'one', startMs: 0 }));
    await expect.poll(() => texts(session, thread)).toHaveLength(1);
    platform.thread.showCaption('m1', thread, aCaption({ id: 'b', text: 'two', startMs: 1 }));
    await platform.thread.flush('m1', 30_000);
    expect(texts(session, thread)).toEqual(['**Ann** · 0:00\none two']);
  });

  it('of rate limits is waited out', async () => {
    await using session = await aServer({ rates: 'discord' });
    const { platform, discord } = session;
    const { thread } = await opened(session);
    for (let index = 0; index < 12; index += 1)
      await platform.thread.notify('m1', thread, `n${index}`, `notice ${index}`);
    await platform.thread.flush('m1', 30_000);
    expect(texts(session, thread)).toEqual(Array.from({ length: 12 }, (_, index) => `notice ${index}`));
    expect(discord.violations).toEqual([]);
  });

  it('of an answer of 429 is waited out too', async () => {
    await using session = await aServer();
    const { thread } = await opened(session);
    const headers = { 'retry-after': '1', 'x-ratelimit-scope': 'shared' };
    session.discord.rest.faults.fail({
      match: /^POST/,
      status: 429,
      headers,
      body: { message: 'slow', retry_after: 1, global: false },
      times: 2,
    });
    await session.platform.thread.notify('m1', thread, 'a', 'notice');
    await session.platform.thread.flush('m1', 20_000);
    expect(texts(session, thread)).toEqual(['notice']);
  });

  it('of a thread that somebody deleted ends the posts, not the process', async () => {
    await using session = await aServer();
    const { platform, discord } = session;
    const { thread, channel } = await opened(session);
    discord.happen.deleteChannel(channel);
    platform.thread.showCaption('m1', thread, aCaption());
    await expect(platform.thread.postMinutes('m1', thread, aPost())).rejects.toMatchObject({ code: 'thread_failed' });
    await platform.thread.flush('m1', 5_000);
  });

  it('of a message that a moderator deleted leaves it deleted', async () => {
    await using session = await aServer();
    const { platform, discord } = session;
    const { thread, channel } = await opened(session);
    platform.thread.showCaption('m1', thread, aCaption({ id: 'a', text: 'one', startMs: 0 }));
    discord.happen.deleteMessage(await discord.message('one', channel));
    platform.thread.showCaption('m1', thread, aCaption({ id: 'b', text: 'two', startMs: 1 }));
    await platform.thread.flush('m1', 10_000);
    expect(texts(session, thread)).toEqual([]);
  });

  it('of a missing permission is told, and is over when it is granted', async () => {
    await using session = await aServer({}, { clock: hastyClock });
    const { platform, guild } = session;
    const { thread } = await opened(session);
    const { botPermissions, everyonePermissions } = guild;
    guild.botPermissions = guild.everyonePermissions = permission.VIEW_CHANNEL;
    const posting = platform.thread.postMinutes('m1', thread, aPost());
    await expect(posting).rejects.toMatchObject({
      code: 'thread_forbidden',
      sentence: expect.stringContaining('Send Messages in Threads'),
    });
    Object.assign(guild, { botPermissions, everyonePermissions });
    await platform.thread.flush('m1', 600_000);
    expect(texts(session, thread)[0]).toContain('Ship on Friday');
  });
});

describe('a restart', () => {
  it('posts nothing twice and goes on where it ended', async () => {
    await using discord = await startDiscord({ rates: 'none' });
    const background = aBackground();
    const captions = [aCaption({ id: 'a', text: 'one', startMs: 0 }), aCaption({ id: 'b', text: 'two', startMs: 1 })];
    background.captions.set('m1', captions);
    const guild = discord.guild();
    const place = {
      guildId: guild.id,
      channelId: guild.channel('general').id,
      panelChannelId: guild.channel('general').id,
    };
    const request = { meetingId: 'm1', ...place, title: 'Standup', startedAtMs: 0 };
    let thread: ThreadRef;
    {
      await using first = await aPlatform(discord, { background });
      thread = await first.platform.thread.open(request);
      first.platform.thread.showCaption('m1', thread, captions[0]!);
      await first.platform.thread.notify('m1', thread, 'joined', 'Bob joined');
      await first.platform.thread.flush('m1', 10_000);
      discord.rest.faults.downFor(1_500, 'refused');
      await first.platform.thread.notify('m1', thread, 'late', 'Cleo joined');
    }
    discord.rest.faults.heal();
    await using second = await aPlatform(discord, { background });
    await second.platform.thread.flush('m1', 10_000);
    expect(await second.platform.thread.open(request)).toEqual(thread);
    for (const caption of captions) second.platform.thread.showCaption('m1', thread, caption);
    await second.platform.thread.notify('m1', thread, 'joined', 'Bob joined');
    second.platform.thread.showPanel(thread, aView());
    await second.platform.thread.flush('m1', 10_000);
    const shown = guild.channel(thread.threadId).visible.map(({ text }) => text);
    expect(shown).toEqual(['**Ann** · 0:00\none two', 'Bob joined', 'Cleo joined']);
    expect(guild.channel('general').visible).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  });
});

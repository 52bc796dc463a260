import { describe, expect, it } from 'vitest';
import { MomError } from '../../../src/errors.ts';
import type { ThreadRef } from '../../../src/ports/meeting-thread.ts';
import { permission, startDiscord } from '../../doubles/discord/index.ts';
import { aClaim, aDocument } from './a-document.ts';
import { aView } from './a-view.ts';
import { aBackground, aCaption, aPlatform, aServer } from './rig.ts';
import { aPost, hastyClock, opened } from './thread-rig.ts';

describe('minutes', () => {
  it('are split by section, with files, links to captions and buttons at the end, and posted once', async () => {
    await using session = await aServer();
    const { thread, channel } = await opened(session);
    for (const [id, name, startMs] of [
      ['s1', 'Ann', 5_000],
      ['s2', 'Bob', 65_000],
    ] as const)
      session.platform.thread.showCaption('m1', thread, aCaption({ id, name, speaker: name, startMs }));
    await session.platform.thread.flush('m1', 10_000);
    const decisions = Array.from({ length: 60 }, (_, index) =>
      aClaim(`Decision ${index} ${'and so on '.repeat(8)}`, { evidence: ['s2'] }),
    );
    const post = aPost({ document: aDocument({ decisions }) });
    await session.platform.thread.postMinutes('m1', thread, post);
    await session.platform.thread.postMinutes('m1', thread, post);
    const [, bob, ...minutes] = channel.visible;
    expect(minutes.length).toBeGreaterThan(2);
    expect(minutes.every(({ text }) => text.length <= 4_000)).toBe(true);
    expect(minutes.at(-1)?.files.map(({ name }) => name)).toEqual([
      'minutes-m1.md',
      'transcript-m1.txt',
      'transcript-m1.vtt',
    ]);
    expect(minutes.at(-1)?.buttons.map(({ label }) => label)).toEqual([
      'Full minutes',
      'Transcript',
      'Was this right?',
      '👍',
      '👎',
    ]);
    expect(minutes[0]?.text).toContain(
      `https://discord.com/channels/${session.guild.id}/${thread.threadId}/${bob?.id}`,
    );
    for (let index = 0; index < 60; index += 1)
      expect(minutes.some(({ text }) => text.includes(`Decision ${index} `))).toBe(true);
    expect(minutes.every(({ editedAtMs }) => editedAtMs.length === 0)).toBe(true);
    expect(session.discord.violations).toEqual([]);
  });

  it('are posted once although the disk takes no note of it, and noted when it does', async () => {
    const background = aBackground();
    await using session = await aServer({}, { background, clock: hastyClock });
    const { discord, platform } = session;
    const { thread, channel } = await opened(session);
    const { posts } = background;
    const save = posts.save.bind(posts);
    posts.save = () => Promise.reject(new MomError('store_failed', 'the disk is full'));
    const finish = async () => {
      await platform.thread.postMinutes('m1', thread, aPost());
      platform.thread.showPanel(thread, aView({ meetingId: 'm1', state: 'done' }));
      await platform.thread.flush('m1', 10_000);
    };
    await finish();
    const count = channel.visible.length;
    expect(count).toBeGreaterThan(0);
    await finish();
    const created = discord.rest.requested(new RegExp(`^POST .*/channels/${thread.threadId}/messages`));
    expect([channel.visible.length, created.length]).toEqual([count, count]);
    posts.save = save;
    const noted = async () => (await posts.list('m1')).filter(({ kind }) => kind === 'minutes');
    await expect
      .poll(async () => (await noted()).map(({ state }) => state), { timeout: 30_000 })
      .toEqual(Array.from({ length: count }, () => 'posted'));
    await finish();
    expect(channel.visible).toHaveLength(count);
  });

  it('change where they stand when somebody was forgotten, and so do captions', async () => {
    await using session = await aServer();
    const { thread, channel } = await opened(session);
    const show = (id: string, name: string) =>
      session.platform.thread.showCaption(
        'm1',
        thread,
        aCaption({ id, name, speaker: name, text: `said ${id}`, startMs: 0 }),
      );
    for (const [id, name] of [
      ['s1', 'Ann'],
      ['s2', 'Bob'],
      ['s3', 'Ann'],
      ['s4', 'Ann'],
    ] as const)
      show(id, name);
    await session.platform.thread.postMinutes('m1', thread, aPost());
    const document = aDocument({ summary: 'Nothing of Bob.', actionItems: [] });
    const left = {
      ...document,
      transcript: { ...document.transcript, utterances: document.transcript.utterances.slice(0, 1) },
    };
    const count = await session.platform.thread.redact('m1', thread, new Set(['s1', 's3']), aPost({ document: left }));
    expect(count).toBe(3);
    const shown = channel.visible.map(({ text }) => text);
    expect(shown.slice(0, 2)).toEqual(['**Ann** · 0:00\nsaid s1', '**Ann** · 0:00\nsaid s3']);
    expect(shown[2]).toContain('Nothing of Bob.');
    expect(shown).toHaveLength(3);
    expect(shown.join()).not.toContain('release notes');
    expect(session.discord.violations).toEqual([]);
  });

  it('and notices that name somebody are taken away, once', async () => {
    await using session = await aServer();
    const { thread, channel } = await opened(session);
    const { thread: posts } = session.platform;
    await posts.notify('m1', thread, 'join-1002', 'Bob, this call is being recorded.');
    await posts.notify('m1', thread, 'join-1001', 'Ann, this call is being recorded.');
    await posts.flush('m1', 10_000);
    expect(await posts.withdraw('m1', thread, ['join-1002', 'voices-1002'])).toBe(1);
    expect(channel.visible.map(({ text }) => text)).toEqual(['Ann, this call is being recorded.']);
    expect(await posts.withdraw('m1', thread, ['join-1002'])).toBe(0);
    expect(await posts.withdraw('m9', thread, ['join-1002'])).toBe(0); // a meeting without any post
    expect(session.discord.violations).toEqual([]);
  });

  it('are changed also while their meeting is put out of memory', async () => {
    const slow = Promise.withResolvers<void>();
    let isSlow = false;
    const documents = {
      render: async () => {
        if (isSlow) await slow.promise;
        return new TextEncoder().encode('a file');
      },
    };
    await using session = await aServer({}, { documents });
    const { thread, channel } = await opened(session);
    const { thread: posts } = session.platform;
    await posts.postMinutes('m1', thread, aPost());
    isSlow = true;
    const document = aDocument({ summary: 'Nothing of Bob.' });
    const change = posts.redact('m1', thread, new Set(), aPost({ document }));
    posts.showPanel(thread, aView({ meetingId: 'm1', state: 'done' }));
    await posts.flush('m1', 10_000);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    slow.resolve();
    expect(await change).toBe(1);
    expect(channel.visible.map(({ text }) => text).join()).toContain('Nothing of Bob.');
  });

  it('are edited in a thread that was archived meanwhile, by a process that knows only the outbox', async () => {
    await using discord = await startDiscord({ rates: 'none' });
    const background = aBackground();
    const guild = discord.guild();
    const place = {
      guildId: guild.id,
      channelId: guild.channel('general').id,
      panelChannelId: guild.channel('general').id,
    };
    let thread: ThreadRef;
    {
      await using first = await aPlatform(discord, { background });
      thread = await first.platform.thread.open({ meetingId: 'm1', ...place, title: 'Standup', startedAtMs: 0 });
      for (const [id, name] of [
        ['s1', 'Ann'],
        ['s2', 'Bob'],
      ] as const)
        first.platform.thread.showCaption(
          'm1',
          thread,
          aCaption({ id, name, speaker: name, text: `said ${id}`, startMs: 0 }),
        );
      await first.platform.thread.notify('m1', thread, 'join-1002', 'Bob, this call is being recorded.');
      await first.platform.thread.postMinutes('m1', thread, aPost());
    }
    const channel = guild.channel(thread.threadId);
    expect(channel.visible.map(({ text }) => text).join()).toContain('Bob, this call');
    channel.isArchived = true;
    discord.rest.faults.fail({
      match: /^PATCH .*\/messages\//,
      status: 400,
      body: { code: 50083, message: 'Thread is archived' },
    });
    await using second = await aPlatform(discord, { background });
    expect(await second.platform.thread.withdraw('m1', thread, ['join-1002'])).toBe(1);
    expect(channel.visible.map(({ text }) => text).join()).not.toContain('Bob, this call');
    await second.platform.thread.redact(
      'm1',
      thread,
      new Set(['s1']),
      aPost({ document: aDocument({ summary: 'Without Bob.' }) }),
    );
    expect(channel.isArchived).toBe(false);
    expect(channel.visible.map(({ text }) => text).join()).toContain('Without Bob.');
    expect(channel.visible.map(({ text }) => text).join()).not.toContain('said s2');
  });

  it('and everything else of a meeting go when it is forgotten', async () => {
    await using session = await aServer();
    const { thread } = await opened(session);
    session.platform.thread.showCaption('m1', thread, aCaption());
    await session.platform.thread.postMinutes('m1', thread, aPost());
    await session.background.labels.save({ meetingId: 'm1', itemId: 'd-1', userId: '1', isRight: true, atMs: 1 });
    await session.platform.thread.remove('m1', thread);
    expect(session.guild.threads).toEqual([]);
    expect(session.general.visible).toEqual([]);
    expect(await session.background.posts.list('m1')).toEqual([]);
    expect(await session.background.labels.list('m1')).toEqual([]);
    expect(session.discord.violations).toEqual([]);
  });

  it('and posts go also after the meeting itself is gone', async () => {
    await using session = await aServer();
    const { thread } = await opened(session);
    await session.platform.thread.flush('m1', 5_000);
    await using later = await aPlatform(session.discord, {
      background: session.background,
      captionsOf: async () => {
        throw new MomError('meeting_unknown', 'There is no meeting m1.');
      },
    });
    await later.platform.thread.remove('m1', thread);
    expect(session.general.visible).toEqual([]);
    expect(session.guild.threads).toEqual([]);
  });

  it('go one by one where the thread may not be deleted', async () => {
    await using session = await aServer();
    const { thread, channel } = await opened(session);
    session.platform.thread.showCaption('m1', thread, aCaption());
    await session.platform.thread.postMinutes('m1', thread, aPost());
    session.guild.botPermissions &= ~permission.MANAGE_THREADS;
    await session.platform.thread.remove('m1', thread);
    expect(channel.visible).toEqual([]);
    expect(session.general.visible).toEqual([]);
  });
});

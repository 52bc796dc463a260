import {
  ChannelType,
  type Client,
  DiscordAPIError,
  MessageFlags,
  type SendableChannels,
  type TextChannel,
  TextDisplayBuilder,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../doubles/discord/index.ts';
import { permission } from '../../doubles/discord/world/permissions.ts';
import { aClient } from './rig.ts';

const quick = { rates: 'none' } as const;

async function general(discord: LocalDiscord, client: Client): Promise<TextChannel> {
  return (await client.channels.fetch(discord.guild().channel('general').id)) as TextChannel;
}

const refusal = (work: Promise<unknown>): Promise<DiscordAPIError> =>
  work.then(
    () => expect.fail('it was accepted'),
    (error: unknown) => (error instanceof DiscordAPIError ? error : expect.fail(String(error))),
  );

describe('messages', () => {
  it('are posted with files, found again, changed and deleted', async () => {
    await using session = await aClient(quick);
    const { discord, client } = session;
    const channel = await general(discord, client);
    const file = { attachment: Buffer.from('minutes'), name: 'minutes.md', description: 'All of it' };
    const sent = await channel.send({ content: 'hi', files: [file] });
    const [attachment] = [...sent.attachments.values()];
    expect(await (await fetch(attachment?.url ?? '')).text()).toBe('minutes');
    await sent.edit('hello');
    expect((await channel.messages.fetch({ message: sent.id, force: true })).content).toBe('hello');
    expect(discord.guild().channel('general').visible).toMatchObject([
      { content: 'hello', files: [{ name: 'minutes.md' }] },
    ]);
    await sent.delete();
    expect((await channel.messages.fetch()).size).toBe(0);
    expect(discord.violations).toEqual([]);
  });

  it('start threads, which take messages of their own', async () => {
    await using session = await aClient(quick);
    const { discord, client } = session;
    const channel = await general(discord, client);
    const thread = await (await channel.send('Minutes below')).startThread({ name: 'Standup' });
    await thread.send('first');
    const other = await channel.threads.create({ name: 'Retro', type: ChannelType.PublicThread });
    await other.setArchived(true);
    const { threads } = discord.guild();
    expect(threads.map(({ name, isArchived }) => [name, isArchived])).toEqual([
      ['Standup', false],
      ['Retro', true],
    ]);
    expect(threads[0]?.visible.map(({ text }) => text)).toEqual(['first']);
    expect(discord.violations).toEqual([]);
  });

  it('with the same enforced nonce are one message', async () => {
    await using session = await aClient(quick);
    const { discord, client } = session;
    const channel = await general(discord, client);
    const first = await channel.send({ content: 'minutes', nonce: 'm-1', enforceNonce: true });
    const again = await channel.send({ content: 'minutes', nonce: 'm-1', enforceNonce: true });
    expect(again.id).toBe(first.id);
    expect(discord.guild().channel('general').visible).toHaveLength(1);
  });

  it('ping only whom allowed_mentions names', async () => {
    await using session = await aClient(quick);
    const { discord, client } = session;
    const [ann, bob] = [discord.user('Ann'), discord.user('Bob')];
    const content = `${ann.mention} ${bob.mention} @everyone`;
    const channel = await general(discord, client);
    await channel.send({ content, allowedMentions: { parse: [] } });
    await channel.send({ content, allowedMentions: { users: [ann.id] } });
    await channel.send({ content });
    const { visible } = discord.guild().channel('general');
    expect(visible.map(({ pings }) => pings)).toEqual([[], [ann.id], [ann.id, bob.id, 'everyone']]);
  });

  it('collect reactions', async () => {
    await using session = await aClient(quick);
    const { discord, client } = session;
    const message = await (await general(discord, client)).send('Was this right?');
    await message.react('👍');
    const seen = discord.guild().channel('general').visible[0];
    expect([...(seen?.reactions.get('👍') ?? [])]).toEqual([discord.botId]);
  });

  it('are edited within a text that Components V2 shows', async () => {
    await using session = await aClient(quick);
    const { discord, client } = session;
    const channel = await general(discord, client);
    const text = (content: string) => new TextDisplayBuilder().setContent(content);
    const panel = await channel.send({ flags: MessageFlags.IsComponentsV2, components: [text('on air')] });
    await panel.edit({ components: [text('off air')] });
    expect(discord.guild().channel('general').visible[0]?.text).toBe('off air');
    expect(discord.violations).toEqual([]);
  });
});

describe('what Discord refuses is refused and kept', () => {
  const text = (content: string) => new TextDisplayBuilder().setContent(content);
  it.each<[string, Parameters<SendableChannels['send']>[0], number]>([
    ['2001 characters', 'x'.repeat(2001), 50035],
    ['nothing at all', { content: '' }, 50006],
    [
      'eleven files',
      { files: Array.from({ length: 11 }, (_, index) => ({ attachment: Buffer.from('x'), name: `${index}` })) },
      50035,
    ],
    [
      'content beside Components V2',
      { content: 'x', flags: MessageFlags.IsComponentsV2, components: [text('y')] },
      50035,
    ],
    ['Components V2 without the flag', { components: [text('y')] }, 50035],
    [
      'more than 40 components',
      { flags: MessageFlags.IsComponentsV2, components: Array.from({ length: 41 }, () => text('y')) },
      50035,
    ],
    [
      'more than 4000 characters of text',
      { flags: MessageFlags.IsComponentsV2, components: [text('x'.repeat(2500)), text('y'.repeat(2500))] },
      50035,
    ],
    [
      'an embed of more than 6000 characters',
      { embeds: [{ description: 'x'.repeat(4096) }, { description: 'y'.repeat(4096) }] },
      50035,
    ],
    ['a file of more than 10 MiB', { files: [{ attachment: Buffer.alloc(10 * 1024 * 1024 + 1), name: 'big' }] }, 40005],
  ])('%s', async (_what, message, code) => {
    await using session = await aClient(quick);
    const { discord, client } = session;
    const channel = await general(discord, client);
    expect((await refusal(channel.send(message))).code).toBe(code);
    expect(discord.violations).toMatchObject([{ code, method: 'POST' }]);
    expect(channel.messages.cache.size).toBe(0);
  });

  it('a request without the right token', async () => {
    await using session = await aClient(quick);
    const { discord } = session;
    const response = await fetch(`${discord.apiUrl}/v10/users/@me`, { headers: { authorization: 'Bot nobody' } });
    expect(response.status).toBe(401);
    expect(discord.violations).toHaveLength(1);
  });

  it('a command set with a name in capitals', async () => {
    await using session = await aClient(quick);
    const { discord, client } = session;
    const command = { name: 'Mom', description: 'x' };
    const path = `/applications/${discord.botId}/commands` as const;
    expect((await refusal(client.rest.put(path, { body: [command] }))).code).toBe(50035);
    expect(discord.commands.deployCount).toBe(0);
  });

  it('what the bot has no permission for, which is no violation', async () => {
    await using session = await aClient(quick);
    const { discord, client } = session;
    const channel = await general(discord, client);
    discord.guild().channel('general').botDenied = permission.SEND_MESSAGES;
    expect((await refusal(channel.send('hi'))).code).toBe(50013);
    expect(discord.violations).toEqual([]);
  });
});

describe('REST in trouble', () => {
  it('limits a channel to five messages in five seconds and lets them through after', async () => {
    await using session = await aClient({ rates: [{ match: /^POST .*\/messages$/, limit: 5, windowMs: 300 }] });
    const { discord, client } = session;
    const channel = await general(discord, client);
    await Promise.all(Array.from({ length: 12 }, (_, index) => channel.send(`${index}`)));
    expect(discord.guild().channel('general').visible).toHaveLength(12);
  });

  it('answers 429 to who does not wait', async () => {
    await using session = await aClient({ rates: [{ match: /^POST .*\/messages$/, limit: 1, windowMs: 60_000 }] });
    const { discord } = session;
    const url = `${discord.apiUrl}/v10/channels/${discord.guild().channel('general').id}/messages`;
    const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' };
    const post = () => fetch(url, { method: 'POST', headers, body: '{"content":"x"}' });
    expect((await post()).status).toBe(200);
    const second = await post();
    expect(second.status).toBe(429);
    expect(await second.json()).toMatchObject({ global: false, retry_after: expect.any(Number) });
    expect(discord.rest.limits.limited).toBe(1);
  });

  it('fails as told, then works again', async () => {
    await using session = await aClient(quick);
    const { discord, client } = session;
    const channel = await general(discord, client);
    discord.rest.faults.fail({
      match: /^POST .*\/messages$/,
      status: 403,
      body: { code: 50001, message: 'Missing Access' },
    });
    expect((await refusal(channel.send('one'))).code).toBe(50001);
    await channel.send('two');
    expect(
      discord
        .guild()
        .channel('general')
        .visible.map(({ content }) => content),
    ).toEqual(['two']);
  });

  it('does the work but loses the answer', async () => {
    await using session = await aClient(quick);
    const { discord, client } = session;
    discord.rest.faults.fail({ match: /^POST .*\/messages$/, cut: 'after' });
    const channel = await general(discord, client);
    const message = { content: 'once', nonce: '7', enforceNonce: true };
    await expect(channel.send(message)).rejects.toThrow();
    await channel.send(message);
    expect(discord.guild().channel('general').visible).toHaveLength(1);
  });

  it('is down for a while', async () => {
    await using session = await aClient(quick);
    const { discord, client } = session;
    const channel = await general(discord, client);
    discord.rest.faults.downFor(60_000, 503);
    await expect(fetch(`${discord.apiUrl}/v10/gateway`)).resolves.toMatchObject({ status: 503 });
    discord.rest.faults.heal();
    await channel.send('back');
    expect(discord.guild().channel('general').visible).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { LiveDraft } from '../../../src/domain/live-draft.ts';
import { DRAFT_BEGINNING, renderDraft } from '../../../src/platforms/discord/render/live-draft.ts';
import type { ThreadRef } from '../../../src/ports/meeting-thread.ts';
import { startDiscord } from '../../doubles/discord/index.ts';
import { aDocument } from './a-document.ts';
import { aDraft } from './a-draft.ts';
import { aView } from './a-view.ts';
import { aBackground, aCaption, aPlatform, aServer } from './rig.ts';

const POST = { document: aDocument(), receipt: null, costUsd: null };
const about = (text: string): LiveDraft =>
  aDraft({ points: [{ id: 'p1', text, evidence: ['s1'] }], openQuestions: [], actions: [] });
const HEADING = 'So far (a draft, nothing is agreed yet)';

/** A server with a meeting m1 in its thread. */
async function aCall() {
  const session = await aServer();
  const { platform, guild, general, discord } = session;
  const place = { guildId: guild.id, channelId: general.id, panelChannelId: general.id };
  const thread = await platform.thread.open({ meetingId: 'm1', ...place, title: 'Standup', startedAtMs: 0 });
  const channel = guild.channel(thread.threadId);
  const show = (draft: LiveDraft | null) => platform.thread.showDraft('m1', thread, draft);
  const caption = (id: string, name: string, startMs: number) =>
    platform.thread.showCaption('m1', thread, aCaption({ id, name, speaker: name, startMs }));
  const flush = () => platform.thread.flush('m1', 20_000);
  const drafts = () => channel.visible.filter(({ text }) => text.includes(HEADING));
  return {
    ...{ platform, discord, channel, thread, guild, show, caption, flush, drafts },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

describe('the draft in the thread', () => {
  it('is one message, marked as a draft, edited where it stands; the newest wins', async () => {
    await using call = await aCall();
    call.show(about('first'));
    await call.discord.message(HEADING, call.channel);
    for (let index = 0; index < 20; index += 1) call.show(about(`state ${index}`));
    call.caption('s1', 'Ann', 5_000);
    await call.flush();
    const [draft, captions] = call.channel.visible;
    expect(call.channel.visible).toHaveLength(2);
    expect(draft?.text).toContain('state 19');
    expect(draft?.editedAtMs.length).toBeLessThanOrEqual(2);
    expect(draft?.body['allowed_mentions']).toEqual({ parse: [] });
    expect(captions?.text).toContain('words of s1');
    expect(call.discord.violations).toEqual([]);
  });

  it('leads from each line to the captions that it rests on', async () => {
    await using call = await aCall();
    call.caption('s1', 'Ann', 5_000);
    call.caption('s2', 'Bob', 65_000);
    await call.flush();
    call.show(aDraft());
    await call.flush();
    const [ann, bob] = call.channel.visible;
    const url = (id: string | undefined) =>
      `https://discord.com/channels/${call.guild.id}/${call.thread.threadId}/${id}`;
    const text = call.drafts()[0]?.text;
    expect(text).toContain(`- The release goes out on Friday. ([0:05](${url(ann?.id)}))`);
    expect(text).toContain(`- **Bob**: Write the release notes ([1:05](${url(bob?.id)}))`);
    expect(call.discord.violations).toEqual([]);
  });

  it('goes when the minutes are there, and does not come again', async () => {
    await using call = await aCall();
    call.show(aDraft());
    await call.flush();
    await call.platform.thread.postMinutes('m1', call.thread, POST);
    call.show(about('too late'));
    await call.flush();
    expect(call.drafts()).toEqual([]);
    expect(call.channel.visible.map(({ text }) => text).join()).toContain('Ship on Friday');
  });

  it('goes when a meeting is over without minutes', async () => {
    await using call = await aCall();
    call.show(aDraft());
    await call.flush();
    call.platform.thread.showPanel(call.thread, aView({ state: 'done' }));
    await call.flush();
    expect(call.drafts()).toEqual([]);
  });

  it('goes when words are taken back; what is shown then is a new message', async () => {
    await using call = await aCall();
    call.caption('s1', 'Ann', 0);
    call.show(about('a secret'));
    await call.flush();
    const [before] = call.drafts();
    call.show(null);
    await call.platform.thread.redact('m1', call.thread, new Set(), null);
    expect(call.channel.visible).toEqual([]);
    call.show(about('harmless'));
    await call.flush();
    const [after] = call.drafts();
    expect(after?.text).toContain('harmless');
    expect(after?.id).not.toBe(before?.id);
    expect(call.discord.violations).toEqual([]);
  });

  it('goes with its meeting, also where no thread can be deleted', async () => {
    await using session = await aServer();
    const { platform, guild } = session;
    const voice = guild.channel('Meeting');
    const place = { guildId: guild.id, channelId: voice.id, panelChannelId: voice.id };
    const thread = await platform.thread.open({ meetingId: 'm1', ...place, title: 'Standup', startedAtMs: 0 });
    platform.thread.showDraft('m1', thread, aDraft());
    await platform.thread.flush('m1', 10_000);
    expect(voice.visible).toHaveLength(2);
    await platform.thread.remove('m1', thread);
    expect(voice.visible).toEqual([]);
  });

  it('stays away where a moderator deleted it', async () => {
    await using call = await aCall();
    call.show(about('one'));
    call.discord.happen.deleteMessage(await call.discord.message(HEADING, call.channel));
    call.show(about('two'));
    await call.flush();
    call.show(null);
    call.show(about('three'));
    await call.flush();
    expect(call.drafts()).toEqual([]);
  });
});

describe('a restart with a draft', () => {
  /** One process shows a draft, the next one does what it is told. */
  async function twoProcesses(isAnswerLost: boolean, work: (thread: ThreadRef, next: NextPlatform) => Promise<void>) {
    await using discord = await startDiscord({ rates: 'none' });
    const background = aBackground();
    background.captions.set('m1', [aCaption({ id: 's1', startMs: 0, text: 'one' })]);
    const guild = discord.guild();
    const general = guild.channel('general').id;
    const place = { guildId: guild.id, channelId: general, panelChannelId: general };
    let thread: ThreadRef;
    {
      await using first = await aPlatform(discord, { background });
      thread = await first.platform.thread.open({ meetingId: 'm1', ...place, title: 'Standup', startedAtMs: 0 });
      const match = /^POST \/channels\/\d+\/messages$/;
      if (isAnswerLost) discord.rest.faults.fail({ match, cut: 'after', times: 1_000 });
      first.platform.thread.showDraft('m1', thread, about('before'));
      await discord.message(HEADING, guild.channel(thread.threadId));
      if (!isAnswerLost) await first.platform.thread.flush('m1', 10_000);
    }
    discord.rest.faults.heal();
    const [before] = guild.channel(thread.threadId).visible;
    await using second = await aPlatform(discord, { background });
    await work(thread, second);
    await second.platform.thread.flush('m1', 20_000);
    expect(discord.violations).toEqual([]);
    return { before, visible: guild.channel(thread.threadId).visible };
  }
  type NextPlatform = Awaited<ReturnType<typeof aPlatform>>;

  it.each([false, true])('edits the one that stands there (its answer was lost: %s)', async (isAnswerLost) => {
    const { before, visible } = await twoProcesses(isAnswerLost, async (thread, { platform }) => {
      platform.thread.showDraft('m1', thread, about('after'));
    });
    const drafts = visible.filter(({ text }) => text.includes(HEADING));
    expect(drafts.map(({ id }) => id)).toEqual([before?.id]);
    expect(drafts[0]?.text).toContain('after');
  });

  it.each([false, true])('takes it away with the minutes (its answer was lost: %s)', async (isAnswerLost) => {
    const { visible } = await twoProcesses(isAnswerLost, async (thread, { platform }) => {
      await platform.thread.postMinutes('m1', thread, POST);
    });
    expect(visible.filter(({ text }) => text.includes(HEADING))).toEqual([]);
    expect(visible.length).toBeGreaterThan(0);
  });
});

describe('what a draft says', () => {
  const contentOf = (draft: LiveDraft, url: string | null = null): string => {
    const body = renderDraft(draft, () => ({ startMs: 65_000, url }), 5_000);
    return (
      JSON.stringify('components' in body ? body.components : body).match(/"content":("(?:[^"\\]|\\.)*")/)?.[1] ?? ''
    );
  };

  it.each(['@everyone come', '<@123456789012345678>', '[a](https://evil.example)', '**bold**', '`code`', '||x||'])(
    'lets nothing that was said act: %s',
    (text) => {
      const item = { id: 'p1', text, evidence: ['s1'] };
      const draft = aDraft({ topic: text, points: [item], openQuestions: [item], actions: [{ ...item, owner: text }] });
      expect(
        JSON.parse(contentOf(draft)).replaceAll(/\*\*(Now:|Points|Open questions|Possible follow-ups)\*\*/g, ''),
      ).not.toContain(text);
    },
  );

  it('fits into a message, whatever a state holds and however long addresses are', () => {
    const items = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        id: `p${index}`,
        text: `${index} ${'word '.repeat(12)}`,
        evidence: [],
      }));
    const full = aDraft({
      points: items(8),
      openQuestions: items(5),
      actions: items(8).map((item) => ({ ...item, owner: 'A name' })),
    });
    const url = `https://discord.com/channels/${'1'.repeat(19)}/${'2'.repeat(19)}/${'3'.repeat(19)}`;
    const text: string = JSON.parse(contentOf(full, url));
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(text.match(/\(/g)?.length).toBeGreaterThanOrEqual(21);
    expect(text).toContain('The minutes take its place.');
    const vast: string = JSON.parse(
      contentOf(aDraft({ points: items(8).map((item) => ({ ...item, text: 'x'.repeat(900) })) })),
    );
    expect(vast.length).toBeLessThanOrEqual(4_000);
  });

  it('tells quotes from what a model wrote, and always that it is a draft', () => {
    expect(contentOf(aDraft({ source: 'local' }))).toContain('without a language model');
    expect(contentOf(aDraft())).toContain('one language model');
    expect(JSON.stringify(DRAFT_BEGINNING)).toContain(HEADING);
    expect(contentOf(aDraft({ topic: null, points: [] }))).toContain(HEADING);
  });
});

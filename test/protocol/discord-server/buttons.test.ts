import { describe, expect, it } from 'vitest';
import type { PanelView, ThreadRef } from '../../../src/ports/meeting-thread.ts';
import { aDocument } from './a-document.ts';
import { aView } from './a-view.ts';
import { aLiveStatus } from './fake-live.ts';
import { aServer, type Server } from './rig.ts';

async function aPanel(session: Server, changes: Partial<PanelView> = {}) {
  const { platform, guild, general, discord, live } = session;
  const voice = guild.channel('Meeting');
  const ann = discord.user('Ann');
  ann.join(voice);
  await expect.poll(() => platform.presence.occupied(guild.id)).toHaveLength(1);
  live.current = aLiveStatus({ voiceChannelId: voice.id });
  const request = { meetingId: 'm1', guildId: guild.id, channelId: general.id, panelChannelId: general.id };
  const thread: ThreadRef = await platform.thread.open({ ...request, title: 'Standup', startedAtMs: 0 });
  platform.thread.showPanel(thread, aView(changes));
  await platform.thread.flush('m1', 10_000);
  const message = await discord.message('Standup', general);
  return { message, ann, thread };
}

describe('the buttons of the panel', () => {
  it.each([
    ['Stop', 'stop', 'no longer recorded'],
    ['Pause', 'pause', 'Off the record'],
  ])('do what the command does: %s', async (label, what, text) => {
    await using session = await aServer();
    const { message, ann } = await aPanel(session);
    const answer = await session.discord.people.click(ann, message, label);
    expect(answer.text).toContain(text);
    expect(session.live.calls.map((call) => call.what)).toEqual([what]);
    expect(session.discord.violations).toEqual([]);
  });

  it('offer Resume instead of Pause while off the record', async () => {
    await using session = await aServer();
    const { message, ann } = await aPanel(session, { state: 'paused' });
    expect(message.buttons.map(({ label }) => label)).toEqual(['Stop', 'Resume', 'Off the record', 'Note', 'Opt out']);
    await session.discord.people.click(ann, message, 'Resume');
    expect(session.live.calls.map((call) => call.what)).toEqual(['resume']);
  });

  it('ask for the words of a note in a form', async () => {
    await using session = await aServer();
    const { message, ann } = await aPanel(session);
    const opened = await session.discord.people.click(ann, message, 'Note');
    const answer = await session.discord.people.submit(ann, opened, { words: 'call the bank' });
    expect(answer.text).toBe('Noted.');
    expect(answer.message?.isEphemeral).toBe(true);
    expect(session.live.calls[0]).toMatchObject({
      what: 'note',
      with: [session.guild.id, { userId: ann.id }, 'call the bank'],
    });
    expect(session.discord.violations).toEqual([]);
  });

  it('ask how many minutes are to be off the record, and refuse what is no number', async () => {
    await using session = await aServer();
    const { message, ann } = await aPanel(session);
    const open = () => session.discord.people.click(ann, message, 'Off the record');
    const wrong = await session.discord.people.submit(ann, await open(), { words: 'all' });
    expect(wrong.text).toBe('"minutes" must be a whole number.');
    const right = await session.discord.people.submit(ann, await open(), { words: ' 5 ' });
    expect(right.text).toContain('The last 5 min are deleted');
    expect(session.discord.violations).toEqual([]);
  });

  it('opt out privately', async () => {
    await using session = await aServer();
    const { message } = await aPanel(session);
    const bob = session.discord.user('Bob');
    const answer = await session.discord.people.click(bob, message, 'Opt out');
    expect(answer.message?.onlyFor).toBe(bob.id);
    expect(session.live.calls).toEqual([{ what: 'setExcluded', with: [session.guild.id, bob.id, true] }]);
  });

  it('refuse those who are not in the call', async () => {
    await using session = await aServer();
    const { message } = await aPanel(session);
    const answer = await session.discord.people.click(session.discord.user('Zoe'), message, 'Pause');
    expect(answer.text).toBe('Only people in the recorded call, and admins, can do that.');
    expect(session.live.calls).toEqual([]);
  });

  it('do not touch the next meeting', async () => {
    await using session = await aServer();
    const { message, ann } = await aPanel(session);
    session.live.current = aLiveStatus({ meetingId: 'm2', voiceChannelId: session.guild.channel('Meeting').id });
    const answer = await session.discord.people.click(ann, message, 'Stop');
    expect(answer.text).toBe('That meeting is over.');
    expect(session.live.calls).toEqual([]);
  });

  it('end with the call', async () => {
    await using session = await aServer();
    const { message, thread } = await aPanel(session);
    session.platform.thread.showPanel(thread, aView({ state: 'writing' }));
    await session.platform.thread.flush('m1', 10_000);
    expect(message.buttons.every(({ isDisabled }) => isDisabled)).toBe(true);
    expect(message.text).not.toContain('Bob');
  });
});

describe('the buttons of minutes', () => {
  async function minutesPosted(session: Server) {
    const { thread, ann } = await aPanel(session);
    const document = aDocument();
    session.background.documents.set('m1', document);
    await session.platform.thread.postMinutes('m1', thread, { document, receipt: null, costUsd: 0.0123 });
    const message = await session.discord.message('Cost:');
    return { ann, message };
  }

  it('keep readers’ verdicts on the whole and on each item', async () => {
    await using session = await aServer();
    const { ann, message } = await minutesPosted(session);
    const { people } = session.discord;
    expect((await people.click(ann, message, '👍')).text).toBe('Thank you: noted as right.');
    const shown = await people.click(ann, message, 'Was this right?');
    const { message: list } = shown;
    if (!list) throw new Error('nothing to judge');
    expect(list.onlyFor).toBe(ann.id);
    expect(list.text).toContain('Ship on Friday');
    const wrong = list.buttons.filter(({ label }) => label === '👎').map(({ customId }) => customId ?? '');
    await people.click(ann, list, wrong[0] ?? '');
    const labels = await session.background.labels.list('m1');
    expect(labels.map(({ itemId, isRight, userId }) => [itemId, isRight, userId])).toEqual([
      ['d-1', false, ann.id],
      ['minutes', true, ann.id],
    ]);
    expect(session.discord.violations).toEqual([]);
  });

  it('give minutes and transcript to those who may see the meeting', async () => {
    await using session = await aServer();
    const { ann, message } = await minutesPosted(session);
    const refused = await session.discord.people.click(ann, message, 'Full minutes');
    expect(refused.text).toBe('There is no meeting m1.');
    const { store, liveMeetings } = session.background.services;
    const settings = {
      chunkMode: 'live',
      language: null,
      model: 'toy',
      template: 'auto',
      scope: session.guild.id,
    } as const;
    await store.createMeeting({
      id: 'm1',
      title: 'Standup',
      startedAtMs: 0,
      state: 'done',
      settings,
      tracks: [],
      failure: null,
    });
    const record = {
      meetingId: 'm1',
      guildId: session.guild.id,
      thread: null,
      callChannelId: session.guild.channel('Meeting').id,
      textChannelId: null,
      journalKey: null,
      state: 'done',
      startedBy: null,
      startedAtMs: 0,
    } as const;
    await liveMeetings.save({ ...record, voiceChannelId: session.guild.channel('Meeting').id });
    expect((await session.discord.people.click(ann, message, 'Full minutes')).text).toBe('md of Standup');
    const transcript = await session.discord.people.click(ann, message, 'Transcript');
    expect(transcript.message?.files.map(({ name }) => name)).toEqual(['m1.txt']);
    expect(session.discord.violations).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { defaultGuildSettings } from '../../../src/domain/guild.ts';
import { admin, aServer, maya } from './a-server.ts';

describe('profile', () => {
  it('is made, changed, shown and forgotten by its owner', async () => {
    const { guilds, say } = aServer();
    expect((await say(maya, 'profile show')).text).toContain('You have no profile here yet');
    await say(maya, 'profile set', { keywords: 'release,  Kube ,, release' });
    await say(maya, 'profile set', { 'sounds-like': 'maia', role: 'lead *dev*' });
    const profile = { userId: '1001', name: 'Maya', keywords: ['release', 'Kube'], soundsLike: ['maia'] };
    expect(await guilds.profiles('g1')).toEqual([{ ...profile, role: 'lead *dev*' }]);
    expect((await say(maya, 'profile show')).text).toBe(
      '**Maya** · lead \\*dev\\*\nKeywords: release, Kube\nSounds like: maia',
    );
    await say(maya, 'profile set', { keywords: '-', role: '-', name: 'Maya B.' });
    expect(await guilds.profile('g1', '1001')).toEqual({ ...profile, name: 'Maya B.', keywords: [], role: null });
    expect((await say(maya, 'profile forget')).text).toBe('Your profile is deleted.');
    expect((await say(maya, 'profile forget')).text).toBe('You have no profile here.');
  });

  it.each([
    [{}, 'Say what to set: keywords, sounds-like, role or name.'],
    [{ keywords: 'x'.repeat(61) }, `"${'x'.repeat(61)}" is too long for "keywords": 60 characters are possible.`],
    [
      { 'sounds-like': Array.from({ length: 51 }, (_, n) => `n${n}`).join() },
      '"sounds-like" may have 50 entries at most.',
    ],
  ])('refuses %#', async (values, sentence) => {
    const { guilds, say } = aServer();
    await expect(say(maya, 'profile set', values)).rejects.toMatchObject({ code: 'usage', sentence });
    expect(await guilds.profiles('g1')).toEqual([]);
  });
});

describe('settings', () => {
  it('are changed one by one and shown to everybody', async () => {
    const { guilds, say } = aServer();
    await say(admin, 'settings set', {
      'thread-channel': { id: '2001', name: 'notes' },
      language: 'de',
      'minutes-language': 'French',
      template: 'standup',
      'audio-days': 7,
      start: 'admins',
    });
    const reply = await say(admin, 'settings set', {
      'text-days': 365,
      announcement: 'off',
      'nickname-mark': true,
      sentiment: true,
      'live-summary': false,
      encryption: false,
    });
    expect(await guilds.settings('g1')).toEqual({
      ...defaultGuildSettings,
      threadChannelId: '2001',
      language: 'de',
      minutesLanguage: 'fr',
      template: 'standup',
      audioDays: 7,
      textDays: 365,
      startAccess: 'admins',
      announcement: 'off',
      marksNickname: true,
      wantsSentiment: true,
      wantsLiveSummary: false,
      encryptsAudio: false,
    });
    expect(reply.text).toMatchInlineSnapshot(`
      "**Settings of this server**
      - thread-channel: <#2001>
      - language: German (de)
      - minutes-language: French (fr)
      - template: standup
      - audio-days: deleted after 7 days
      - text-days: deleted after 365 days
      - start: only admins may start, stop and upload
      - auto-join: no call
      - announcement: off
      - nickname-mark: yes
      - sentiment: yes
      - live-summary: no
      - encryption: no"
    `);
    expect((await say(maya, 'settings show')).text).toBe(reply.text);
  });

  it('are undone: 0 days keep, auto detects, reset gives the default back', async () => {
    const { guilds, say } = aServer();
    await guilds.changeSettings('g1', { threadChannelId: '2001', language: 'de', template: 'standup' });
    await say(admin, 'settings set', { language: 'auto', 'audio-days': 0 });
    await say(admin, 'settings reset', { setting: 'thread-channel' });
    expect(await guilds.settings('g1')).toEqual({ ...defaultGuildSettings, template: 'standup', audioDays: null });
    await expect(say(admin, 'settings reset', { setting: 'mood' })).rejects.toMatchObject({ code: 'usage' });
    await expect(say(admin, 'settings set')).rejects.toMatchObject({ sentence: 'Say what to change.' });
  });

  it('tell which calls are recorded by themselves', async () => {
    const { guilds, say } = aServer();
    const channel = (id: string) => ({ id, name: 'General' });
    await say(admin, 'settings auto-join', { 'min-members': 3, 'add-channel': channel('31'), events: true });
    const reply = await say(admin, 'settings auto-join', { 'add-channel': channel('32') });
    expect(reply.text).toContain('- auto-join: calls with at least 3 members in <#31>, <#32>, and scheduled events');
    await say(admin, 'settings auto-join', { 'remove-channel': channel('31') });
    const { autoJoin } = await guilds.settings('g1');
    expect(autoJoin).toEqual({ minMembers: 3, channelIds: ['32'], joinsEvents: true });
    await say(admin, 'settings auto-join', { 'min-members': 0, events: false });
    expect((await guilds.settings('g1')).autoJoin).toEqual({
      minMembers: null,
      channelIds: ['32'],
      joinsEvents: false,
    });
    await say(admin, 'settings reset', { setting: 'auto-join' });
    expect(await guilds.settings('g1')).toEqual(defaultGuildSettings);
  });
});

import { describe, expect, it } from 'vitest';
import { commands, LOCAL_SCOPE, pathOf, runCommand } from '../../../commands/index.ts';
import { aLiveStatus } from '../../doubles/fake-live-meetings.ts';
import { admin, aServer, maya, outsider, place } from './a-server.ts';

const ADMINS_ONLY = [
  'forget member',
  'forget meeting',
  'settings set',
  'settings auto-join',
  'settings reset',
  'costs',
];
const STARTERS_ONLY = ['start', 'stop', 'upload'];
const PRIVATE_FOR_ALL = ['start', 'stop', 'pause', 'resume', 'off-record', 'upload', 'correct', 'glossary'];
/** Values without which a call does not get as far as the question who may. */
const VALUES = {
  'off-record': { minutes: 5 },
  note: { text: 'x' },
  upload: { file: { name: 'a.ogg', url: 'https://chat.test/a.ogg', bytes: 1 } },
  correct: { from: 'cube', to: 'Kube' },
  'forget member': { member: { id: '1002', name: 'Tom' } },
  'forget meeting': { meeting: 'm1' },
  'settings reset': { setting: 'language' },
};

const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? 'other',
  );

describe('who may do what', () => {
  it.each(commands.map((command) => [pathOf(command)]))('%s', async (path) => {
    const server = aServer();
    const values = VALUES[path as keyof typeof VALUES];
    const code = async (isAdmin: boolean) => {
      server.live.goOn('g1', aLiveStatus());
      return await codeOf(server.say({ ...maya, isAdmin }, path, values));
    };
    expect((await code(false)) === 'not_allowed').toBe(ADMINS_ONLY.includes(path));
    expect(await code(true)).not.toBe('not_allowed');
    await server.guilds.changeSettings('g1', { startAccess: 'admins' });
    expect((await code(false)) === 'not_allowed').toBe([...ADMINS_ONLY, ...STARTERS_ONLY].includes(path));
    expect(await code(true)).not.toBe('not_allowed');
  });

  it('answers in private, except what everybody in the call should know', () => {
    const open = commands.filter(({ isPrivate }) => !isPrivate).map(pathOf);
    expect(open.toSorted()).toEqual(PRIVATE_FOR_ALL.toSorted());
  });

  it('asks anew at every call', async () => {
    const { guilds, live, say } = aServer();
    await guilds.changeSettings('g1', { startAccess: 'admins' });
    await expect(say(maya, 'start')).rejects.toMatchObject({
      code: 'not_allowed',
      sentence: 'In this server only admins can do that (see /mom settings show).',
    });
    expect(live.calls).toEqual([]);
    await guilds.changeSettings('g1', { startAccess: 'everyone' });
    await say(maya, 'start');
    expect(live.calls).toHaveLength(1);
  });
});

describe('what must be so', () => {
  it.each([
    ['start', outsider, null, 'usage', 'Join a voice channel first; that one is recorded.'],
    ['start', admin, 'voice-1', 'voice_busy', 'This call is already being recorded; see /mom status.'],
    [
      'start',
      maya,
      'voice-2',
      'voice_busy',
      'Another call of this server is being recorded, and one account can only be in one call of a server. Stop that one first.',
    ],
    ['stop', maya, null, 'meeting_unknown', 'Nothing is being recorded in this server.'],
    ['pause', admin, null, 'meeting_unknown', 'Nothing is being recorded in this server.'],
    ['stop', maya, 'voice-2', 'not_allowed', 'Only people in the recorded call, and admins, can do that.'],
    ['pause', outsider, 'voice-1', 'not_allowed', 'Only people in the recorded call, and admins, can do that.'],
    ['resume', outsider, 'voice-1', 'not_allowed', 'Only people in the recorded call, and admins, can do that.'],
    ['note', outsider, 'voice-1', 'not_allowed', 'Only people in the recorded call, and admins, can do that.'],
  ])('%s: %#', async (command, caller, recordedChannel, code, sentence) => {
    const { live, say } = aServer();
    if (recordedChannel !== null) live.goOn('g1', aLiveStatus({ voiceChannelId: recordedChannel }));
    const values = command === 'note' ? { text: 'x' } : {};
    await expect(say(caller, command, values)).rejects.toMatchObject({ code, sentence });
    expect(live.calls).toEqual([]);
  });

  it('lets an admin stop a call from outside', async () => {
    const { live, say } = aServer();
    live.goOn('g1', aLiveStatus());
    expect((await say({ ...outsider, isAdmin: true }, 'stop')).text).toContain('no longer recorded');
  });

  it.each(['start', 'settings show', 'forget me', 'optout'])('%s needs a server around it', async (command) => {
    const { services } = aServer();
    const call = { ...place, scope: LOCAL_SCOPE, guildId: null, channelId: null, command, caller: admin, values: {} };
    await expect(runCommand(call, { ...services, chat: null })).rejects.toMatchObject({
      code: 'usage',
      sentence: 'This can only be used in a server.',
    });
  });
});

describe('values', () => {
  it.each([
    ['dance', {}, 'There is no command "dance"; see /mom help.'],
    ['stop', { title: 'x' }, 'There is no "title" here.'],
    ['note', {}, '"text" is missing: What to note.'],
    ['note', { text: 5 }, '"text" must be text.'],
    ['note', { text: 'x'.repeat(1_001) }, '"text" is too long: 1000 characters are possible.'],
    ['off-record', { minutes: 0 }, '"minutes" must be from 1 to 240.'],
    ['off-record', { minutes: 1.5 }, '"minutes" must be a whole number.'],
    ['export', { format: 'exe' }, '"exe" is no format; known are md, txt, srt, vtt, json, pdf, docx.'],
    ['settings set', { sentiment: 'yes' }, '"sentiment" must be yes or no.'],
    ['settings set', { 'thread-channel': 'general' }, '"thread-channel" must be a channel.'],
    ['forget member', { member: 'Tom' }, '"member" must be a member.'],
    ['upload', { file: 'a.mp3' }, '"file" must be a file that is attached.'],
  ])('%s %j: %s', async (command, values, sentence) => {
    const { say } = aServer();
    await expect(say(admin, command, values)).rejects.toMatchObject({ code: 'usage', sentence });
  });
});

import { describe, expect, it } from 'vitest';
import { MomError } from '../../../src/errors.ts';
import { aLiveStatus } from '../../doubles/fake-live-meetings.ts';
import { aServer, maya, outsider } from './a-server.ts';

describe('start and stop', () => {
  it('records the call in which the caller sits and tells where', async () => {
    const { live, say } = aServer();
    const reply = await say(maya, 'start', { title: ' Q3 *plan* ', template: 'Standup', language: 'German' });
    expect(live.calls).toEqual([
      [
        'start',
        {
          guildId: 'g1',
          channelId: 'voice-1',
          textChannelId: 'text-1',
          caller: { userId: '1001', name: 'Maya' },
          title: 'Q3 *plan*',
          template: 'standup',
          language: 'de',
        },
      ],
    ]);
    expect(reply.isPrivate).toBe(false);
    expect(reply.text).toMatchInlineSnapshot(`
      "**Q3 \\*plan\\*** is being recorded and transcribed. Captions and minutes: https://chat.test/t1
      Whoever does not want to be recorded says \`/mom optout\`; \`/mom pause\` goes off the record."
    `);
  });

  it('leaves to the server what is not told', async () => {
    const { live, say } = aServer();
    await say(maya, 'start', { title: '  ', language: 'auto' });
    expect(live.calls).toMatchObject([['start', { title: null, template: null, language: 'auto' }]]);
  });

  it.each([
    [{ template: 'dance' }, '"dance" is no template; known are general, standup, auto.'],
    [{ language: 'klingon' }, '"klingon" is no language; write its code, as en or de, or auto.'],
    [{ language: '<@1>' }, '"\\<@\u200b1\\>" is no language; write its code, as en or de, or auto.'],
  ])('refuses %j', async (values, sentence) => {
    const { live, say } = aServer();
    await expect(say(maya, 'start', values)).rejects.toMatchObject({ code: 'usage', sentence });
    expect(live.calls).toEqual([]);
  });

  it('passes on why a call can not be joined', async () => {
    const { live, say } = aServer();
    live.failure = new MomError('voice_full', 'The channel is full.');
    await expect(say(maya, 'start')).rejects.toMatchObject({ sentence: 'The channel is full.' });
  });

  it('says where the minutes will be', async () => {
    const { live, say } = aServer();
    live.goOn('g1', aLiveStatus());
    expect((await say(maya, 'stop')).text).toBe(
      '**Weekly** is no longer recorded. Its minutes follow as `/mom minutes m1`.',
    );
    expect(live.calls).toEqual([['stop', 'g1']]);
  });
});

describe('off the record', () => {
  it('pauses, resumes and takes back, for anybody in the call', async () => {
    const { live, guilds, say } = aServer();
    await guilds.changeSettings('g1', { startAccess: 'admins' });
    live.goOn('g1', aLiveStatus());
    expect((await say(maya, 'pause')).text).toContain('Off the record');
    expect((await say(maya, 'resume')).text).toContain('On the record again');
    expect((await say(maya, 'off-record', { minutes: 90 })).text).toContain('The last 1 h 30 min are deleted.');
    expect(live.calls).toEqual([
      ['pause', 'g1', '1001'],
      ['resume', 'g1', '1001'],
      ['eraseLast', 'g1', 90],
    ]);
  });

  it('opts out and in, now and later', async () => {
    const { live, guilds, say } = aServer();
    await say(outsider, 'optout');
    expect(await guilds.optedOut('g1')).toEqual(new Set(['1009']));
    await say(outsider, 'optin');
    expect(await guilds.optedOut('g1')).toEqual(new Set());
    expect(live.calls).toEqual([
      ['setExcluded', 'g1', '1009', true],
      ['setExcluded', 'g1', '1009', false],
    ]);
  });

  it('remembers an opt-out also when the running call can not be told', async () => {
    const { live, guilds, say } = aServer();
    live.failure = new MomError('voice_failed', 'gone');
    await expect(say(maya, 'optout')).rejects.toMatchObject({ code: 'voice_failed' });
    expect(await guilds.optedOut('g1')).toEqual(new Set(['1001']));
  });
});

describe('note', () => {
  it('goes into the meeting', async () => {
    const { live, say } = aServer();
    live.goOn('g1', aLiveStatus());
    expect(await say(maya, 'note', { text: ' Buy milk ' })).toMatchObject({ text: 'Noted.', isPrivate: true });
    expect(live.calls).toEqual([['note', 'g1', { userId: '1001', name: 'Maya' }, 'Buy milk']]);
    await expect(say(maya, 'note', { text: ' ' })).rejects.toMatchObject({ sentence: 'A note needs words.' });
  });
});

describe('status', () => {
  it('says that nothing goes on', async () => {
    expect((await aServer().say(outsider, 'status')).text).toBe('Nothing is being recorded in this server.');
  });

  it('tells who is recorded and whether anything is missing', async () => {
    const { live, say } = aServer();
    const member = { userId: '1', name: 'Maya', packets: 1_500, lostPackets: 15, lossPercent: 0.99, lostMs: 300 };
    const receipt = {
      members: [{ ...member, gaps: 1, decryptFailures: 2, spokenMs: 30_000 }],
      reconnects: 1,
      disconnectedMs: 4_000,
      pausedMs: 120_000,
    };
    live.goOn('g1', aLiveStatus({ receipt, optedOut: ['Tom_'], lagMs: 7_400, seats: 'analyst 1.0, critic 0.9' }));
    expect((await say(outsider, 'status')).text).toMatchInlineSnapshot(`
      "**Weekly** · Recording · since 09:00 · https://chat.test/t1
      Recorded: Maya, Tom
      Not recorded: Tom\\_
      12 captions, 7 s behind · whisper.cpp base, 2 threads
      analyst 1.0, critic 0.9
      - Maya: spoke 30 s, 1,500 packets, 15 lost (1.0 %), 2 not decrypted
      1 reconnect, 4 s without a connection
      2 min off the record"
    `);
  });

  it('tells nothing of a channel that the caller can not see', async () => {
    const { live, say } = aServer();
    live.goOn('g1', aLiveStatus({ title: 'Layoffs', voiceChannelId: 'secret' }));
    expect((await say(maya, 'status')).text).toBe('A call is being recorded in a channel that you can not see.');
    expect((await say({ ...maya, isAdmin: true }, 'status')).text).toContain('Layoffs');
  });
});

describe('upload', () => {
  it('goes through the same core, in the channel where it was asked for', async () => {
    const { live, say } = aServer();
    const file = { name: 'talk_1.mp3', url: 'https://chat.test/talk.mp3', bytes: 12 };
    const reply = await say(outsider, 'upload', { file, title: 'Talk' });
    expect(reply.text).toBe('"talk\\_1.mp3" is being transcribed as meeting m9; the minutes are posted here.');
    expect(live.calls).toEqual([
      [
        'process',
        {
          guildId: 'g1',
          channelId: 'text-1',
          caller: { userId: '1009', name: 'Otto' },
          name: 'talk_1.mp3',
          source: { url: 'https://chat.test/talk.mp3' },
          bytes: 12,
          title: 'Talk',
          template: null,
          language: null,
        },
      ],
    ]);
  });
});

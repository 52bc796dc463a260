import { describe, expect, it } from 'vitest';
import { LOCAL_SCOPE, runCommand, suggestValues } from '../../../commands/index.ts';
import { costReport } from '../../../src/ledger/index.ts';
import { MemoryLedgerStore } from '../../doubles/memory-ledger-store.ts';
import { addMeeting, admin, aReceipt, aServer, maya, place } from './a-server.ts';

async function aServerWithMeetings() {
  const server = aServer();
  await addMeeting(server, { id: 'm1', title: 'Open *talk*' });
  await addMeeting(server, { id: 'm2', channelId: 'secret', title: 'Layoffs' });
  await addMeeting(server, { id: 'm3', guildId: 'g2', title: 'Other server' });
  return server;
}

describe('meetings', () => {
  it('are those of the server that the caller may see, the newest first', async () => {
    const { say } = await aServerWithMeetings();
    expect((await say(maya, 'meetings')).text).toBe('m1  2026-11-23  done          Open \\*talk\\*');
    expect((await say(admin, 'meetings')).text.split('\n').map((line) => line.slice(0, 2))).toEqual(['m2', 'm1']);
    expect((await aServer().say(maya, 'meetings')).text).toBe('There is no meeting yet.');
  });

  it('are not those that went on in a channel which the caller may not see', async () => {
    const server = await aServerWithMeetings();
    await addMeeting(server, { id: 'm4', movedTo: 'secret', title: 'Bonuses' });
    expect((await server.say(maya, 'meetings')).text).not.toContain('Bonuses');
    expect((await server.say(admin, 'meetings')).text).toContain('Bonuses');
    await expect(server.say(maya, 'minutes', { meeting: 'm4' })).rejects.toMatchObject({ code: 'meeting_unknown' });
  });

  it('are proposed while a meeting is named, by title or id', async () => {
    const { services } = await aServerWithMeetings();
    const propose = (caller: typeof maya, typed: string) =>
      suggestValues({ ...place, command: 'minutes', caller, values: {} }, 'meeting', typed, services);
    expect(await propose(maya, 'OPEN')).toEqual([{ name: '2026-11-23 Open *talk*', value: 'm1' }]);
    expect(await propose(maya, 'layoffs')).toEqual([]);
    expect(await propose(maya, 'other')).toEqual([]);
    expect((await propose(admin, '')).map(({ value }) => value)).toEqual(['m2', 'm1']);
  });

  it('are proposed to nobody who may not call the command', async () => {
    const { services } = await aServerWithMeetings();
    const call = { ...place, command: 'forget meeting', caller: maya, values: {} };
    expect(await suggestValues(call, 'meeting', '', services)).toEqual([]);
  });
});

describe.each(['minutes', 'export'])('%s', (command) => {
  it('is of the newest meeting that the caller may see, or of the one that is named', async () => {
    const { say } = await aServerWithMeetings();
    const shown = async (caller: typeof maya, values = {}) => {
      const { text, files, isPrivate } = await say(caller, command, values);
      expect(isPrivate).toBe(true);
      return command === 'minutes' ? text : new TextDecoder().decode(files[0]?.bytes);
    };
    expect(await shown(maya)).toBe('md of m1');
    expect(await shown(admin)).toBe('md of m2');
    expect(await shown(admin, { meeting: ' m1 ' })).toBe('md of m1');
  });

  it.each(['m2', 'm3', 'm0'])('tells nothing of %s, not even that it is there', async (meeting) => {
    const { say } = await aServerWithMeetings();
    const refused = say(maya, command, { meeting });
    await expect(refused).rejects.toMatchObject({
      code: 'meeting_unknown',
      sentence: `There is no meeting ${meeting}.`,
    });
  });
});

describe('a terminal', () => {
  it('sees the meetings of all servers', async () => {
    const { services } = await aServerWithMeetings();
    const call = { ...place, scope: LOCAL_SCOPE, guildId: null, channelId: null, caller: admin };
    const run = (command: string, values = {}) => runCommand({ ...call, command, values }, { ...services, chat: null });
    expect((await run('meetings')).text.split('\n')).toHaveLength(3);
    expect((await run('minutes')).text).toBe('md of m3');
    expect((await run('forget meeting', { meeting: 'm2' })).text).toContain('Meeting m2 is deleted');
  });
});

describe('correct', () => {
  it('learns for the server, in the newest meeting that the caller may see', async () => {
    const { say, asked } = await aServerWithMeetings();
    const reply = await say(maya, 'correct', { from: 'cube', to: 'Kube' });
    expect(asked.lessons).toEqual([{ scope: 'g1', correction: { from: 'cube', to: 'Kube' }, meetingId: 'm1' }]);
    expect(reply.text).toBe(
      '"cube" is "Kube" from now on. In meeting m1 it is corrected (2 times); export its files again.',
    );
    await expect(say(maya, 'correct', { from: 'a', to: 'b', meeting: 'm3' })).rejects.toMatchObject({
      code: 'meeting_unknown',
    });
  });

  it('learns also before there is a meeting', async () => {
    const { say, asked } = aServer();
    expect((await say(maya, 'correct', { from: 'cube', to: '@everyone' })).text).toContain(
      '"cube" is "@\u200beveryone" from now on. There is no finished meeting',
    );
    expect(asked.lessons).toMatchObject([{ meetingId: null }]);
  });
});

describe('edits', () => {
  it('are listed with their numbers, to those who may see the meeting and to nobody else', async () => {
    const { say } = await aServerWithMeetings();
    const { text, isPrivate } = await say(maya, 'edits');
    expect(text.split('\n').slice(0, 2)).toEqual([
      '**Corrected words in meeting m1**',
      '1. "kube" is "Kube" (3 models)',
    ]);
    expect(isPrivate).toBe(true);
    for (const meeting of ['m2', 'm3'])
      await expect(say(maya, 'edits', { meeting, undo: 'all' })).rejects.toMatchObject({ code: 'meeting_unknown' });
  });

  it.each([
    ['1', [1]],
    [' 2, 1 ', [2, 1]],
    ['ALL', 'all'],
  ])('are taken back by "%s"', async (undo, numbers) => {
    const { say, asked } = await aServerWithMeetings();
    const { text } = await say(maya, 'edits', { undo });
    expect(asked.undone).toEqual([{ meetingId: 'm1', numbers }]);
    expect(text).toBe(
      'Taken back in meeting m1; export its files again.\n- "Kube" is "kube" again\nIts post is changed as well.',
    );
  });

  it('tell what becomes of the post', async () => {
    const server = await aServerWithMeetings();
    const call = { ...place, command: 'edits', caller: maya, values: { undo: '1', meeting: 'm1' } };
    const inTerminal = await runCommand(call, { ...server.services, chat: null });
    expect(inTerminal.text).toContain('Its post stays as it is');
    await server.liveMeetings.save({ ...(await server.liveMeetings.find('m1'))!, thread: null });
    expect((await server.say(maya, 'edits', { undo: '1' })).text).not.toContain('post');
  });

  it.each(['0', 'some', '1 x', '', '-1'])('are not taken back by "%s"', async (undo) => {
    const { say, asked } = await aServerWithMeetings();
    await expect(say(maya, 'edits', { undo })).rejects.toMatchObject({ code: 'usage' });
    expect(asked.undone).toEqual([]);
  });
});

describe('glossary', () => {
  it('adds, proposes, shows and removes the words of the server', async () => {
    const { say, services, glossary } = aServer();
    expect((await say(maya, 'glossary')).text).toBe('The glossary is empty.');
    expect((await say(maya, 'glossary', { add: 'Kube_1' })).text).toBe('"Kube\\_1" is in the glossary.');
    await glossary.addTerms('g2', ['Other']);
    await glossary.addCorrection('g1', { from: 'pria', to: 'Priya' });
    expect((await say(maya, 'glossary')).text).toBe('Priya, Kube\\_1\npria -> Priya');
    const call = { ...place, command: 'glossary', caller: maya, values: {} };
    expect(await suggestValues(call, 'remove', 'pri', services)).toEqual([
      { name: 'Priya', value: 'Priya' },
      { name: 'pria', value: 'pria' },
    ]);
    expect((await say(maya, 'glossary', { remove: 'Kube_1' })).text).toBe('"Kube\\_1" is removed from the glossary.');
    await expect(say(maya, 'glossary', { remove: 'Kube_1' })).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('what admins should know', () => {
  const texts = ['groq takes no questions: [key](https://x.example) is wrong.'];
  const shown = '\n\n**For admins**\n- groq takes no questions: \\[key\\]\\(https:\u200b//x.example\\) is wrong.';

  it('stands below costs and settings, and nowhere for others', async () => {
    const { say, services, answers } = aServer();
    const budgets = { meeting: null, day: null, month: null, scopeMonth: null };
    const report = (scope: string | null) =>
      costReport(new MemoryLedgerStore(), { scope, month: null, nowMs: 0, timeZone: 'UTC', budgets, quotas: [] });
    const costs = (caller: typeof admin) =>
      runCommand(
        { ...place, command: 'costs', caller, values: {} },
        { ...services, costs: { ...services.costs, report } },
      );
    const before = [(await costs(admin)).text, (await say(admin, 'settings show')).text];
    answers.notices = texts;
    const after = [await costs(admin), await say(admin, 'settings show')];
    expect(after.map(({ text }) => text)).toEqual(before.map((text) => `${text}${shown}`));
    expect(after.map(({ isPrivate }) => isPrivate)).toEqual([true, true]);
    expect((await say(maya, 'settings show')).text).toBe(before[1]);
  });
});

describe('costs', () => {
  it('are those of the server', async () => {
    const { say, asked } = aServer();
    await expect(say(admin, 'costs', { month: '2026-11' })).rejects.toThrow('no report in this test');
    expect(asked.costs).toEqual([['g1', '2026-11']]);
    await expect(say(admin, 'costs', { month: 'May' })).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('forget', () => {
  it("takes the caller's own words away, everywhere or in one meeting, and gives a receipt", async () => {
    const { say, asked, answers } = aServer();
    answers.receipt = aReceipt({ meetings: 2, utterances: 1, claims: 3, audioBytes: 2_340_000, posts: 5, waiting: 1 });
    expect((await say(maya, 'forget me')).text).toMatchInlineSnapshot(`
      "Deleted in 2 meetings: 1 utterance, 3 statements of minutes, 2.3 MB of sound, 5 posts edited or removed.
      1 meeting could not be cleared yet (still going on, or out of reach); this is done by itself.
      In uploaded recordings nobody knows whose voice is whose: an admin can delete those with \`/mom forget meeting\`."
    `);
    await say(maya, 'forget me', { meeting: 'm2' });
    expect(asked.forgets).toEqual([
      { scope: 'g1', userId: '1001', meetingId: null },
      { scope: 'g1', userId: '1001', meetingId: 'm2' },
    ]);
  });

  it('says when there is nothing', async () => {
    expect((await aServer().say(maya, 'forget me')).text).toBe('Nothing of you is stored in this server.');
    const { say, answers } = aServer();
    answers.receipt = aReceipt({ posts: 1 });
    expect((await say(maya, 'forget me')).text).toBe(
      'Nothing of you is stored in this server.\nRemoved: 1 notice with the name.',
    );
  });

  it("takes a member's words away for an admin", async () => {
    const { say, asked } = aServer();
    const reply = await say(admin, 'forget member', { member: { id: '1002', name: 'T*m' } });
    expect(reply.text).toBe('Nothing of T\\*m is stored in this server.');
    expect(asked.forgets).toEqual([{ scope: 'g1', userId: '1002', meetingId: null }]);
  });

  it('deletes a meeting of the own server only', async () => {
    const { say, store } = await aServerWithMeetings();
    expect((await say(admin, 'forget meeting', { meeting: 'm1' })).text).toContain('Meeting m1 is deleted');
    await expect(say(admin, 'forget meeting', { meeting: 'm3' })).rejects.toMatchObject({ code: 'meeting_unknown' });
    expect((await store.listMeetings(9)).map(({ id }) => id)).toEqual(['m3', 'm2']);
  });
});

describe('help', () => {
  it('lists what the caller may call', async () => {
    const { say } = aServer();
    const [mine, all] = [(await say(maya, 'help')).text, (await say(admin, 'help')).text];
    expect(mine).toContain('`/mom start [title] [template] [language]` – Record');
    expect(mine).toContain('`/mom forget me [meeting]`');
    expect(mine).not.toContain('/mom costs');
    expect(all).toContain('/mom costs');
    expect(all).toContain('`/mom forget member member [meeting]`');
  });
});

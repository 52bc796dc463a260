import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { UNSURE } from '../../src/domain/unsure.ts';
import { MomError } from '../../src/errors.ts';
import { readJournal, readJournalHead } from '../../src/recording/index.ts';
import { allOf, eventsOf, packetsOf } from '../fixtures/journal.ts';
import { BOT, CHANNEL, GUILD, LiveRig, MAYA, PRIYA, TOM } from './a-live-meeting.ts';

/** Everything in the journal of a meeting. */
async function journalOf(rig: LiveRig, meetingId: string) {
  const key = (await rig.liveMeetings.find(meetingId))?.journalKey ?? null;
  return await allOf(readJournal(`${rig.folderOf(meetingId)}/journal`, { key }));
}

it('goes from the first word to posted minutes', async () => {
  const rig = new LiveRig();
  const { meetingId, title, threadUrl } = await rig.begin();
  expect({ title, threadUrl }).toEqual({ title: 'Weekly', threadUrl: `https://chat.example/thread-${meetingId}` });
  await rig.speak(MAYA, 0.5);
  await rig.pass(3_000);
  await rig.speak(TOM, 0.7);
  await rig.until(() => rig.texts(meetingId).length === 2);
  expect(rig.texts(meetingId)).toEqual([
    ['Maya', 'level 0.5'],
    ['Tom', 'level 0.7'],
  ]);
  await rig.during(rig.director.stop(GUILD));
  const { document, receipt, costUsd } = await rig.minutes(meetingId);
  expect(document.transcript.utterances.map(({ id, name, text }) => [id, name, text])).toEqual([
    ['s1', 'Maya', 'level 0.5'],
    ['s2', 'Tom', 'level 0.7'],
  ]);
  expect(document.meeting.id).toBe(meetingId);
  expect(receipt?.members.map(({ name, packets, lostPackets }) => [name, packets, lostPackets])).toEqual([
    ['Maya', 100, 0],
    ['Tom', 100, 0],
  ]);
  expect(costUsd).toBe(0.25);
  expect(rig.thread.posted.get(meetingId)?.deliveries).toBe(1);
  expect(rig.thread.states(meetingId)).toEqual(['joining', 'recording', 'writing', 'done']);
  expect(await rig.director.status(GUILD)).toBeNull();
  expect(rig.ended).toEqual([meetingId]);
});

it('is sure of no word of a sentence that lost a part on its way, neither in captions nor in the transcript', async () => {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  await rig.speak(TOM, 0.7);
  await rig.pass(3_000);
  rig.isLost = (packet) => packet % 20 === 10;
  await rig.speak(MAYA, 0.5);
  await rig.until(async () => (await rig.store.listCaptions(meetingId)).length === 2);
  const captions = await rig.store.listCaptions(meetingId);
  expect(captions.map(({ text, confidence }) => [text, confidence < UNSURE])).toEqual([
    ['level 0.7', false],
    ['level 0.5', true],
  ]);
  await rig.during(rig.director.stop(GUILD));
  const { document } = await rig.minutes(meetingId);
  expect(document.transcript.utterances.map(({ text, confidence }) => [text, confidence < UNSURE])).toEqual([
    ['level 0.7', false],
    ['level 0.5', true],
  ]);
});

it('names a meeting after its channel and encrypts its journal with a key of its own', async () => {
  const rig = new LiveRig();
  const { meetingId, title } = await rig.begin({ title: null });
  expect(title).toBe('Lounge');
  await rig.speak(MAYA, 0.5, 500);
  await rig.until(async () => (await rig.director.status(GUILD))?.receipt.members.length);
  expect((await readJournalHead(`${rig.folderOf(meetingId)}/journal`)).isSealed).toBe(true);
  expect((await rig.liveMeetings.find(meetingId))?.journalKey).toHaveLength(32);
});

it('keeps nothing of what is said off the record', async () => {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.director.pause(GUILD, TOM.userId);
  await rig.director.pause(GUILD, TOM.userId);
  expect(await rig.director.status(GUILD)).toMatchObject({ state: 'paused' });
  await rig.speak(TOM, 0.7);
  await rig.director.resume(GUILD, TOM.userId);
  await rig.pass(3_000);
  await rig.speak(TOM, 0.9);
  await rig.during(rig.director.stop(GUILD));
  const { document, receipt } = await rig.minutes(meetingId);
  expect(document.transcript.utterances.map(({ text }) => text)).toEqual(['level 0.5', 'level 0.9']);
  expect(receipt?.pausedMs).toBeGreaterThanOrEqual(2_000);
  expect(packetsOf(await journalOf(rig, meetingId)).filter(({ opus }) => opus[1] === Math.round(0.7 * 256))).toEqual(
    [],
  );
  expect(rig.thread.states(meetingId)).toEqual(['joining', 'recording', 'paused', 'recording', 'writing', 'done']);
});

it('takes back the last minutes: captions, posts, sound', async () => {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.pass(90_000);
  await rig.speak(TOM, 0.7);
  await rig.until(() => rig.texts(meetingId).length === 2);
  const { erasedMs } = await rig.during(rig.director.eraseLast(GUILD, 1));
  expect(erasedMs).toBe(60_000);
  expect(rig.texts(meetingId)).toEqual([['Maya', 'level 0.5']]);
  expect((await rig.store.listCaptions(meetingId)).map(({ text }) => text)).toEqual(['level 0.5']);
  expect(packetsOf(await journalOf(rig, meetingId)).every(({ userId }) => userId === MAYA.userId)).toBe(true);
  await rig.pass(2_000);
  await rig.speak(TOM, 0.9);
  await rig.until(() => rig.texts(meetingId).length === 2);
  expect([...(rig.thread.posted.get(meetingId)?.captions.keys() ?? [])]).toEqual(['s1', 's3']);
  await rig.during(rig.director.stop(GUILD));
  const { document } = await rig.minutes(meetingId);
  expect(document.transcript.utterances.map(({ id, text }) => [id, text])).toEqual([
    ['s1', 'level 0.5'],
    ['s3', 'level 0.9'],
  ]);
});

it('puts a note among the words, where minutes can cite it', async () => {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.pass(3_000);
  await rig.director.note(GUILD, TOM, 'the offer is due on Friday');
  await rig.pass(1_000);
  await rig.speak(TOM, 0.9);
  await rig.during(rig.director.stop(GUILD));
  const { document } = await rig.minutes(meetingId);
  expect(document.transcript.utterances.map(({ name, text }) => [name, text])).toEqual([
    ['Maya', 'level 0.5'],
    ['Tom', 'Note: the offer is due on Friday'],
    ['Tom', 'level 0.9'],
  ]);
  const notes = eventsOf(await journalOf(rig, meetingId)).filter(({ type }) => type === 'note');
  expect(notes).toMatchObject([{ userId: TOM.userId, text: 'the offer is due on Friday' }]);
});

it('records nobody who opted out, before or meanwhile, and no bots', async () => {
  const rig = new LiveRig();
  await rig.guilds.optOut(GUILD, TOM.userId);
  rig.people.set(`${GUILD}/${CHANNEL}`, [MAYA, TOM, PRIYA, BOT]);
  const { meetingId } = await rig.begin();
  expect(rig.capture.joins[0]?.excludedUserIds).toEqual([TOM.userId]);
  await rig.director.setExcluded(GUILD, PRIYA.userId, true);
  for (const member of [MAYA, TOM, PRIYA, BOT]) await rig.speak(member, 0.5, 1_000);
  expect(await rig.director.status(GUILD)).toMatchObject({ recorded: ['Maya'], optedOut: ['Tom', 'Priya'] });
  await rig.during(rig.director.stop(GUILD));
  const { document } = await rig.minutes(meetingId);
  expect(document.transcript.speakers?.map(({ name }) => name)).toEqual(['Maya']);
});

it('tells late joiners once, and those who were there never', async () => {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  for (const _ of [1, 2]) {
    rig.session().join(PRIYA);
    await rig.pass(500);
    rig.session().gone(PRIYA.userId);
    await rig.pass(500);
  }
  expect(rig.notices(meetingId)).toEqual([`join-${PRIYA.userId}`]);
  const panel = rig.thread.posted.get(meetingId)?.panels.at(-1);
  expect(panel?.activities.map(({ text }) => text)).toEqual([
    'Priya left',
    'Priya joined',
    'Priya left',
    'Priya joined',
    'Maya started the recording',
  ]);
});

it('refuses a second start in a server, and runs three servers side by side', async () => {
  const rig = new LiveRig();
  const guilds = ['g1', 'g2', 'g3'];
  for (const guildId of guilds) rig.people.set(`${guildId}/${CHANNEL}`, [MAYA]);
  const started = await rig.during(Promise.all(guilds.map((guildId) => rig.director.start(rig.request({ guildId })))));
  await expect(rig.director.start(rig.request())).rejects.toMatchObject({
    code: 'voice_busy',
    sentence: '"Weekly" is being recorded on this server already; stop it first with /mom stop.',
  });
  await Promise.all(guilds.map((guildId, index) => rig.speak(MAYA, 0.5 + index / 10, 2_000, guildId)));
  await rig.during(Promise.all(guilds.map((guildId) => rig.director.stop(guildId))));
  const texts = [];
  for (const { meetingId } of started)
    texts.push((await rig.minutes(meetingId)).document.transcript.utterances.map(({ text }) => text));
  expect(texts).toEqual([['level 0.5'], ['level 0.6'], ['level 0.7']]);
});

it('withdraws a start that is stopped while joining', async () => {
  const rig = new LiveRig();
  rig.capture.door = new Promise(() => undefined);
  const starting = rig.director.start(rig.request());
  starting.catch(() => undefined);
  await rig.until(() => rig.capture.joins.length === 1);
  expect(await rig.director.status(GUILD)).toMatchObject({ state: 'joining', title: 'Weekly' });
  const { meetingId, wasRecorded } = await rig.during(rig.director.stop(GUILD));
  expect(wasRecorded).toBe(false);
  await expect(starting).rejects.toMatchObject({ code: 'aborted' });
  expect(rig.thread.removed).toEqual([meetingId]);
  expect(await rig.store.findMeeting(meetingId)).toBeNull();
  expect(await rig.liveMeetings.find(meetingId)).toBeNull();
  expect(existsSync(rig.folderOf(meetingId))).toBe(false);
});

it.each(['voice_full', 'voice_forbidden', 'voice_timeout'] as const)(
  'leaves nothing behind when joining fails: %s',
  async (code) => {
    const rig = new LiveRig();
    rig.capture.faults.push(new MomError(code, 'The voice channel says no.'));
    await expect(rig.begin()).rejects.toMatchObject({ code, sentence: 'The voice channel says no.' });
    expect(await rig.store.listMeetings(9)).toEqual([]);
    expect(await rig.liveMeetings.listUnfinished()).toEqual([]);
    expect(rig.thread.posted.size).toBe(0);
    expect(await rig.director.status(GUILD)).toBeNull();
    await rig.begin();
  },
);

it('notes nothing down where it is not let in', async () => {
  const rig = new LiveRig();
  rig.checkPermissions = () => {
    throw new MomError('voice_forbidden', 'I need the permission Connect.');
  };
  await expect(rig.begin()).rejects.toMatchObject({ sentence: 'I need the permission Connect.' });
  expect(rig.thread.posted.size + rig.capture.joins.length + (await rig.store.listMeetings(9)).length).toBe(0);
});

it('does not begin where it may not write, and records while the platform can not be reached', async () => {
  const rig = new LiveRig();
  rig.thread.faults.push(new MomError('thread_forbidden', 'I may not write in #general.'));
  await expect(rig.begin()).rejects.toMatchObject({ sentence: 'I may not write in #general.' });
  rig.thread.faults.push(new MomError('thread_failed', 'no answer'));
  const { meetingId, threadUrl } = await rig.begin();
  expect(threadUrl).toBeNull();
  rig.thread.faults.push(new MomError('thread_failed', 'no answer'));
  await rig.speak(MAYA, 0.5);
  await rig.until(async () => (await rig.store.listCaptions(meetingId)).length === 1);
  expect(rig.thread.posted.has(meetingId)).toBe(false);
  await rig.until(() => rig.texts(meetingId).length === 1);
  await rig.speak(TOM, 0.7);
  await rig.until(() => rig.texts(meetingId).length === 2);
  expect(rig.texts(meetingId)).toEqual([
    ['Maya', 'level 0.5'],
    ['Tom', 'level 0.7'],
  ]);
  await rig.during(rig.director.stop(GUILD));
  await rig.minutes(meetingId);
});

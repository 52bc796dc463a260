import { expect, it } from 'vitest';
import { MomError } from '../../src/errors.ts';
import { FullDisk } from '../doubles/full-disk.ts';
import { CHANNEL, GUILD, LiveRig, MAYA, PRIYA, TOM } from './a-live-meeting.ts';

it.each(['kicked', 'channel-deleted', 'lost', 'disk', 'encryption-required'] as const)(
  'ends with minutes and a reason when the call is over: %s',
  async (reason) => {
    const rig = new LiveRig();
    const { meetingId } = await rig.begin();
    await rig.speak(MAYA, 0.5);
    rig.session().end(reason, 'That is why.');
    await rig.minutes(meetingId);
    expect(rig.thread.posted.get(meetingId)?.notices.get(`end-${reason}`)).toContain('That is why.');
  },
);

it('ends when the longest time is over', async () => {
  const rig = new LiveRig();
  rig.rewire({ timings: { ...rig.timings, maxMeetingMs: 60_000 } });
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.minutes(meetingId);
  expect(rig.notices(meetingId)).toContain('end-limit');
});

it('writes no minutes of a meeting in which nobody was heard', async () => {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  await rig.pass(5_000);
  await rig.during(rig.director.stop(GUILD));
  await rig.until(async () => (await rig.liveMeetings.find(meetingId))?.state === 'done');
  expect(rig.minutesOf(meetingId)).toBeNull();
  expect(rig.notices(meetingId)).toEqual(['nothing']);
  expect(rig.transcriber.calls).toEqual([]);
});

it('leaves an empty channel after a minute and goes on when somebody comes back', async () => {
  const rig = new LiveRig();
  rig.rewire({ timings: { ...rig.timings, reopenMs: 120_000 } });
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  for (const { userId } of [MAYA, TOM]) rig.session().gone(userId);
  await rig.pass(30_000);
  rig.session().join(TOM);
  await rig.pass(60_000);
  expect(await rig.director.status(GUILD)).toMatchObject({ state: 'recording', recorded: ['Tom'] });
  rig.session().gone(TOM.userId);
  await rig.until(() => rig.capture.sessions.size === 0);
  expect(await rig.director.status(GUILD)).toBeNull();
  await rig.pass(100_000);
  rig.people.set(`${GUILD}/${CHANNEL}`, [TOM]);
  await rig.during(rig.director.onVoicePresence({ guildId: GUILD, channelId: CHANNEL, humanIds: [TOM.userId] }));
  await rig.speak(TOM, 0.7);
  await rig.until(() => rig.texts(meetingId).length === 2, 10_000);
  await rig.during(rig.director.onVoicePresence({ guildId: GUILD, channelId: CHANNEL, humanIds: [] }));
  const { document } = await rig.minutes(meetingId);
  expect(document.transcript.utterances.map(({ id, name, text }) => [id, name, text])).toEqual([
    ['s1', 'Maya', 'level 0.5'],
    ['s2', 'Tom', 'level 0.7'],
  ]);
  expect(rig.thread.posted.size).toBe(1);
});

it('stays off the record when people come back to a meeting that was', async () => {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.director.pause(GUILD, MAYA.userId);
  await rig.during(rig.director.onVoicePresence({ guildId: GUILD, channelId: CHANNEL, humanIds: [] }));
  await rig.until(() => rig.capture.sessions.size === 0);
  await rig.begin();
  await rig.speak(TOM, 0.7);
  await rig.director.resume(GUILD, TOM.userId);
  await rig.pass(3_000);
  await rig.speak(TOM, 0.9);
  await rig.during(rig.director.stop(GUILD));
  const { document } = await rig.minutes(meetingId);
  expect(document.transcript.utterances.map(({ text }) => text)).toEqual(['level 0.5', 'level 0.9']);
});

it('lets a start elsewhere end the waiting for people to come back', async () => {
  const rig = new LiveRig();
  rig.people.set(`${GUILD}/v2`, [PRIYA]);
  const first = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.during(rig.director.onVoicePresence({ guildId: GUILD, channelId: CHANNEL, humanIds: [] }));
  await rig.until(() => rig.capture.sessions.size === 0);
  const second = await rig.begin({ channelId: 'v2' });
  await rig.minutes(first.meetingId);
  expect(second.meetingId).not.toBe(first.meetingId);
  expect(await rig.director.status(GUILD)).toMatchObject({ meetingId: second.meetingId, voiceChannelId: 'v2' });
});

it('records without captions where no engine is, and says so', async () => {
  const rig = new LiveRig();
  rig.rewire({ openCaptions: () => Promise.reject(new MomError('model_missing', 'There is no model.')) });
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.director.note(GUILD, TOM, 'all the same');
  await rig.during(rig.director.stop(GUILD));
  const { document } = await rig.minutes(meetingId);
  expect(document.transcript.utterances.map(({ text }) => text)).toEqual(['level 0.5', 'Note: all the same']);
  expect(rig.notices(meetingId)).toEqual(['no-captions-model_missing']);
});

it('does not wait for an engine that takes long to open', async () => {
  const rig = new LiveRig();
  rig.rewire({ openCaptions: () => new Promise(() => undefined) });
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.during(rig.director.eraseLast(GUILD, 1));
  await rig.speak(TOM, 0.7);
  await rig.during(rig.director.stop(GUILD));
  const { document } = await rig.minutes(meetingId);
  expect(document.transcript.utterances.map(({ text }) => text)).toEqual(['level 0.7']);
});

it('leaves out who asked to be forgotten while it went on', async () => {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.speak(TOM, 0.7);
  await rig.forgets.add({ meetingId, userId: TOM.userId });
  await rig.during(rig.director.stop(GUILD));
  const { document } = await rig.minutes(meetingId);
  expect(document.transcript.utterances.map(({ name }) => name)).toEqual(['Maya']);
  expect((await rig.store.listCaptions(meetingId)).map(({ name }) => name)).toEqual(['Maya']);
});

it('has a plain journal where the server wants one', async () => {
  const rig = new LiveRig();
  await rig.guilds.changeSettings(GUILD, { encryptsAudio: false, announcement: 'off' });
  const { meetingId } = await rig.begin();
  expect((await rig.liveMeetings.find(meetingId))?.journalKey).toBeNull();
  expect(rig.capture.joins[0]?.announcement).toBe('none');
});

it('keeps what there is when the disk is full, and says so loudly', async () => {
  const rig = new LiveRig();
  const disk = new FullDisk();
  rig.capture.disk = disk;
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.until(() => rig.texts(meetingId).length === 1);
  disk.fault = 'ENOSPC';
  await rig.speak(TOM, 0.7);
  await rig.until(() => rig.notices(meetingId).includes('warning-disk_full'));
  rig.session().end('disk', 'The disk is full, so nothing more is recorded.');
  const { document } = await rig.minutes(meetingId);
  expect(document.transcript.utterances.map(({ text }) => text)).toEqual(['level 0.5']);
  expect(rig.thread.posted.get(meetingId)?.notices.get('end-disk')).toBe(
    '⚠ Recording has stopped. The disk is full, so nothing more is recorded. What was recorded until then is kept and being written up.',
  );
});

it('writes the minutes when the database has room again, and never goes on with a call that was stopped', async () => {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  const save = rig.liveMeetings.save.bind(rig.liveMeetings);
  rig.liveMeetings.save = () => Promise.reject(new MomError('store_failed', 'the disk is full', { retryable: true }));
  await rig.during(rig.director.stop(GUILD));
  await rig.pass(300_000);
  expect(rig.minutesOf(meetingId)).toBeNull();
  expect(rig.director.counters.writing).toBe(1);
  rig.liveMeetings.save = save;
  expect((await rig.minutes(meetingId)).document.transcript.utterances.map(({ text }) => text)).toEqual(['level 0.5']);
  await rig.until(async () => (await rig.liveMeetings.find(meetingId))?.state === 'done');
  expect(rig.capture.joins).toHaveLength(1);
});

it('shows a lost connection and goes on behind it', async () => {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  rig.session().tell({ type: 'reconnect-start', atMs: rig.clock.now(), reason: 'voice server moved' });
  await rig.pass(500);
  expect(await rig.director.status(GUILD)).toMatchObject({ state: 'reconnecting' });
  await rig.director.pause(GUILD, MAYA.userId);
  rig.session().tell({ type: 'reconnect-end', atMs: rig.clock.now() });
  await rig.pass(500);
  expect(rig.thread.states(meetingId)).toEqual(['joining', 'recording', 'reconnecting', 'paused']);
});

it('tries again until the platform takes the minutes', async () => {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.during(rig.director.stop(GUILD));
  for (let outage = 0; outage < 3; outage += 1) rig.thread.faults.push(new MomError('thread_failed', 'no answer'));
  await rig.minutes(meetingId);
  expect(rig.thread.posted.get(meetingId)?.deliveries).toBe(1);
});

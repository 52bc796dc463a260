import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { UploadedRecording } from '../../src/ports/live-meetings.ts';
import { ScriptedDecoder } from '../doubles/scripted-decoder.ts';
import { GUILD, LiveRig, MAYA } from './a-live-meeting.ts';
import { twoSpeeches } from './a-meeting.ts';

const upload = (source: UploadedRecording['source'], changes: Partial<UploadedRecording> = {}): UploadedRecording => ({
  ...{ guildId: GUILD, channelId: 'c1', caller: MAYA, name: 'call.wav', source, bytes: null },
  ...{ title: null, template: null, language: null },
  ...changes,
});

it('takes an uploaded recording to minutes in a thread of its channel', async () => {
  const rig = new LiveRig();
  const path = join(rig.folder, 'call.wav');
  writeFileSync(path, 'sound');
  rig.recordings = new ScriptedDecoder({ [path]: twoSpeeches });
  rig.rewire({});
  const meetingId = await rig.during(rig.director.process(upload({ path })));
  expect(await rig.liveMeetings.find(meetingId)).toMatchObject({ voiceChannelId: 'c1', startedBy: MAYA.userId });
  const { document, receipt } = await rig.minutes(meetingId);
  expect(document.meeting).toMatchObject({ id: meetingId, title: 'call.wav' });
  expect(document.transcript.utterances.map(({ text }) => text)).toEqual(['level 0.5', 'level 0.7']);
  expect(receipt).toBeNull();
  expect(rig.thread.posted.get(meetingId)?.ref).toMatchObject({ channelId: 'c1' });
});

it('fetches an attachment into the folder of the meeting, whatever its name', async () => {
  const rig = new LiveRig();
  rig.rewire({ fetch: async () => new Response('no sound') });
  const source = { url: 'https://cdn.example/x' };
  const meetingId = await rig.during(rig.director.process(upload(source, { name: '../../.Team call.wav' })));
  expect((await rig.store.findMeeting(meetingId))?.tracks).toMatchObject([
    { path: join(rig.folderOf(meetingId), 'Team_call.wav') },
  ]);
});

it('leaves nothing of an upload that can not be had', async () => {
  const rig = new LiveRig();
  await expect(rig.director.process(upload({ url: 'https://elsewhere.example/x' }))).rejects.toMatchObject({
    code: 'recording_unreadable',
  });
  await expect(rig.director.process(upload({ path: join(rig.folder, 'none.wav') }))).rejects.toMatchObject({
    code: 'recording_missing',
  });
  const tooLarge = upload({ url: 'https://cdn.example/x' }, { bytes: 2_000_000 });
  await expect(rig.director.process(tooLarge)).rejects.toMatchObject({ code: 'recording_too_large' });
  expect(await rig.liveMeetings.listUnfinished()).toEqual([]);
  expect(await rig.store.listMeetings(9)).toEqual([]);
  expect(existsSync(join(rig.folder, 'none.wav'))).toBe(false);
});

it('begins by itself where the rules want it, and does not come back when it is sent away', async () => {
  const rig = new LiveRig();
  await rig.guilds.changeSettings(GUILD, { autoJoin: { minMembers: 2, channelIds: [], joinsEvents: false } });
  await rig.during(rig.director.onVoicePresence({ guildId: GUILD, channelId: 'v1', humanIds: ['1001', '1002'] }));
  const status = await rig.director.status(GUILD);
  expect(status).toMatchObject({ state: 'recording', title: 'Lounge' });
  expect(await rig.liveMeetings.find(status?.meetingId ?? '')).toMatchObject({ startedBy: null });
  await rig.during(rig.director.stop(GUILD));
  await rig.during(
    rig.director.onVoicePresence({ guildId: GUILD, channelId: 'v1', humanIds: ['1001', '1002', '1003'] }),
  );
  expect(await rig.director.status(GUILD)).toBeNull();
});

import { expect, it } from 'vitest';
import { readJournal } from '../../src/recording/index.ts';
import { allOf, packetsOf } from '../fixtures/journal.ts';
import { CHANNEL, GUILD, LiveRig, MAYA, PRIYA, TOM } from './a-live-meeting.ts';

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

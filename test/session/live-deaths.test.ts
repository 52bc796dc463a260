import { describe, expect, it } from 'vitest';
import { CHANNEL, GUILD, LiveRig, MAYA, TOM } from './a-live-meeting.ts';

/** From a start to posted minutes; ends early when the process dies. */
async function wholeMeeting(rig: LiveRig): Promise<void> {
  const { power } = rig;
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5, 1_000);
  await rig.until(() => !power.isOn || rig.texts(meetingId).length === 1);
  if (!power.isOn) return; // the next process is not told to stop
  await rig.during(rig.director.stop(GUILD));
  await rig.minutes(meetingId);
}

/** What a person sees of a meeting in the end. */
const seen = (rig: LiveRig) =>
  [...rig.thread.posted.values()].map(({ minutes }) => minutes?.document.transcript.utterances.map(({ text }) => text));

/** Calls to stores, platform and voice in it, and some to spare. */
const STEPS = 56;

/** A world whose process died before this call, or did all it had to do. */
async function deadAt(step: number): Promise<LiveRig> {
  const rig = new LiveRig();
  rig.power.cutAtCall(step);
  const meeting = wholeMeeting(rig);
  meeting.catch(() => undefined); // the dead don't answer
  await Promise.race([meeting, rig.power.wasCut]);
  return rig;
}

describe('a process that dies at any step of a meeting', () => {
  it('has steps', async () => {
    const rig = new LiveRig();
    await wholeMeeting(rig);
    expect(rig.power.calls).toBeLessThan(STEPS);
    expect(seen(rig)).toEqual([['level 0.5']]);
  });

  it.each(Array.from({ length: STEPS }, (_, index) => index + 1))(
    'leaves one meeting with one set of minutes, or none of which nobody heard (%i)',
    async (step) => {
      const rig = await deadAt(step);
      rig.people.set(`${GUILD}/${CHANNEL}`, []);
      await rig.restart();
      await rig.during(rig.director.recover());
      await rig.until(async () => (await rig.liveMeetings.listUnfinished()).length === 0);
      const meetings = await rig.store.listMeetings(9);
      expect(meetings.length).toBeLessThanOrEqual(1);
      expect(rig.thread.posted.size).toBeLessThanOrEqual(1);
      for (const { id, state } of meetings) {
        const isHeard = state === 'done';
        expect(rig.minutesOf(id)?.document.transcript.utterances.length ?? 0).toBe(isHeard ? 1 : 0);
        expect((await rig.liveMeetings.find(id))?.state).toBe('done');
      }
    },
  );

  it.each(Array.from({ length: STEPS }, (_, index) => index + 1))(
    'is followed by one that goes on while people are there, whatever it was at (%i)',
    async (step) => {
      const rig = await deadAt(step);
      await rig.restart();
      const before = await rig.liveMeetings.listUnfinished();
      await rig.during(rig.director.recover());
      const isGoneOn = (await rig.director.status(GUILD)) !== null;
      expect(isGoneOn).toBe(before.some(({ state }) => state === 'recording') && rig.thread.posted.size === 1);
      if (isGoneOn) {
        await rig.speak(TOM, 0.7);
        await rig.during(rig.director.stop(GUILD));
      }
      await rig.until(async () => (await rig.liveMeetings.listUnfinished()).length === 0);
      const texts = seen(rig);
      expect(texts.length).toBe((await rig.store.listMeetings(9)).length);
      if (isGoneOn) expect(texts).toEqual([expect.arrayContaining(['level 0.7'])]);
    },
  );
});

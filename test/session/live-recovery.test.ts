import { describe, expect, it, vi } from 'vitest';
import { CHANNEL, GUILD, LiveRig, MAYA, TOM } from './a-live-meeting.ts';

/** A meeting in which something was said, whose process then dies. */
async function interrupted(): Promise<{ readonly rig: LiveRig; readonly meetingId: string }> {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.until(() => rig.texts(meetingId).length === 1);
  rig.power.cut();
  await rig.restart();
  return { rig, meetingId };
}

/** A start whose process died before anything was recorded. */
async function killedWhileJoining({ at = async (_: LiveRig): Promise<unknown> => undefined } = {}) {
  const rig = new LiveRig();
  rig.capture.door = new Promise(() => undefined);
  const started = rig.director.start(rig.request());
  started.catch(() => undefined); // the dead don't answer
  await rig.until(() => rig.capture.joins.length === 1);
  const [record] = await rig.liveMeetings.listUnfinished();
  await at(rig);
  rig.power.cut();
  await rig.restart();
  return { rig, meetingId: record?.meetingId ?? '' };
}

/** The thread may stand, but nobody has noted down where. */
async function killedWhileOpening() {
  const rig = new LiveRig();
  const opening = vi.spyOn(rig.thread, 'open').mockReturnValueOnce(new Promise(() => undefined));
  const started = rig.director.start(rig.request());
  started.catch(() => undefined); // the dead don't answer
  await rig.until(() => opening.mock.calls.length === 1);
  rig.power.cut();
  await rig.restart();
  const [record] = await rig.liveMeetings.listUnfinished();
  return { rig, meetingId: record?.meetingId ?? '' };
}

describe('after a crash', () => {
  it('goes on with the same meeting while people are there', async () => {
    const { rig, meetingId } = await interrupted();
    await rig.pass(20_000);
    await rig.during(rig.director.recover());
    expect(await rig.director.status(GUILD)).toMatchObject({ meetingId, state: 'recording', title: 'Weekly' });
    expect(rig.capture.joins[0]?.announcement).toBe('none');
    await rig.speak(TOM, 0.7);
    await rig.until(() => rig.texts(meetingId).length === 2);
    await rig.during(rig.director.stop(GUILD));
    const { document } = await rig.minutes(meetingId);
    expect(document.transcript.utterances.map(({ id, name, text }) => [id, name, text])).toEqual([
      ['s1', 'Maya', 'level 0.5'],
      ['s2', 'Tom', 'level 0.7'],
    ]);
    expect(rig.notices(meetingId)).toEqual([expect.stringMatching(/^resumed-/)]);
    expect(rig.thread.posted.size).toBe(1);
  });

  it('captions nothing twice that has its caption', async () => {
    const { rig, meetingId } = await interrupted();
    await rig.during(rig.director.recover());
    await rig.pass(10_000);
    expect(rig.texts(meetingId)).toEqual([['Maya', 'level 0.5']]);
  });

  it.each([true, false])(
    'leaves no caption that looks as if it went on (people are still there: %s)',
    async (isGoneOn) => {
      const { rig, meetingId } = await interrupted();
      const [first] = await rig.store.listCaptions(meetingId);
      const cut = { ...first!, id: 's9', startMs: 5_000, endMs: 6_000, text: 'level', isFinal: false };
      await rig.store.saveCaption(meetingId, cut);
      if (!isGoneOn) rig.people.clear();
      await rig.during(rig.director.recover());
      expect(rig.thread.posted.get(meetingId)?.captions.get('s9')).toEqual({ ...cut, isFinal: true });
      expect((await rig.store.listCaptions(meetingId)).every(({ isFinal }) => isFinal)).toBe(true);
    },
  );

  it('finishes a meeting that everybody has left', async () => {
    const { rig, meetingId } = await interrupted();
    rig.people.clear();
    await rig.during(rig.director.recover());
    expect((await rig.minutes(meetingId)).document.transcript.utterances).toHaveLength(1);
    expect(await rig.director.status(GUILD)).toBeNull();
  });

  it('finishes a meeting that was broken off long ago, whoever is there now', async () => {
    const { rig, meetingId } = await interrupted();
    await rig.clock.advance(2 * 3_600_000);
    await rig.during(rig.director.recover());
    await rig.minutes(meetingId);
    expect(rig.capture.joins).toEqual([]);
  });

  it('looks for people where the bot was dragged to, and goes on there', async () => {
    const rig = new LiveRig();
    const { meetingId } = await rig.begin();
    await rig.speak(MAYA, 0.5);
    rig.people.set(`${GUILD}/v2`, [MAYA, TOM]);
    rig.people.set(`${GUILD}/${CHANNEL}`, []);
    rig.session().tell({ type: 'moved', atMs: rig.clock.now(), channelId: 'v2' });
    await rig.until(async () => (await rig.liveMeetings.find(meetingId))?.callChannelId === 'v2');
    expect(rig.notices(meetingId)).toContainEqual(expect.stringContaining('moved-'));
    rig.power.cut();
    await rig.restart();
    await rig.during(rig.director.recover());
    expect(rig.capture.joins.map(({ channelId }) => channelId)).toEqual(['v2']);
    expect(await rig.director.status(GUILD)).toMatchObject({ meetingId, voiceChannelId: 'v2', state: 'recording' });
    expect(await rig.liveMeetings.find(meetingId)).toMatchObject({ voiceChannelId: CHANNEL, callChannelId: 'v2' });
    await rig.speak(TOM, 0.7);
    await rig.during(rig.director.stop(GUILD));
    const { document } = await rig.minutes(meetingId);
    expect(document.transcript.utterances.map(({ text }) => text)).toEqual(['level 0.5', 'level 0.7']);
    expect(rig.thread.posted.get(meetingId)?.panels.at(-1)).toMatchObject({ state: 'done', voiceChannelId: 'v2' });
  });

  it('does a start that was broken off while it joined, in the thread that it had', async () => {
    const { rig, meetingId } = await killedWhileJoining();
    await rig.pass(20_000);
    await rig.during(rig.director.recover());
    expect(rig.capture.joins[0]?.announcement).toBe('tone');
    await rig.speak(TOM, 0.7);
    await rig.during(rig.director.stop(GUILD));
    await rig.minutes(meetingId);
    expect(rig.thread.posted.size).toBe(1);
    expect(rig.thread.posted.get(meetingId)?.ref).toMatchObject({ channelId: 'c1', panelChannelId: 'c1' });
    expect(rig.notices(meetingId)).toEqual([]);
  });

  it.each([
    ['nobody is there any more', 20_000, (rig: LiveRig) => rig.people.clear()],
    ['it is long ago', 300_000, () => undefined],
    ['the call can not be joined', 20_000, (rig: LiveRig) => rig.capture.faults.push(new Error('no way'))],
  ])('leaves nothing of a start that was broken off when %s', async (_, ms, change) => {
    const { rig, meetingId } = await killedWhileJoining();
    change(rig);
    await rig.pass(ms);
    await rig.during(rig.director.recover());
    expect(await rig.liveMeetings.find(meetingId)).toBeNull();
    expect(await rig.store.listMeetings(9)).toEqual([]);
    expect(rig.thread.removed).toEqual([meetingId]);
  });

  it('does a start that was broken off while its thread was opened, and opens it where it was asked for', async () => {
    const { rig, meetingId } = await killedWhileOpening();
    await rig.during(rig.director.recover());
    await rig.speak(TOM, 0.7);
    await rig.during(rig.director.stop(GUILD));
    await rig.minutes(meetingId);
    expect(rig.thread.posted.get(meetingId)?.ref).toMatchObject({ channelId: 'c1', panelChannelId: 'c1' });
  });

  it('takes away what stands of a start that nobody waits for, though it does not know where', async () => {
    const { rig, meetingId } = await killedWhileOpening();
    rig.people.clear();
    await rig.during(rig.director.recover());
    expect(rig.thread.removed).toEqual([meetingId]);
    expect(await rig.liveMeetings.find(meetingId)).toBeNull();
  });

  it('does not do a start that was called off before', async () => {
    const { rig, meetingId } = await killedWhileJoining({
      at: async (rig) => {
        vi.spyOn(rig.thread, 'remove').mockReturnValueOnce(new Promise(() => undefined)); // the process dies meanwhile
        await rig.director.stop(GUILD);
        await rig.until(async () => (await rig.store.listMeetings(9)).length === 0);
      },
    });
    await rig.during(rig.director.recover());
    expect(rig.capture.joins).toEqual([]);
    expect(await rig.liveMeetings.find(meetingId)).toBeNull();
  });

  it('stays off the record where it was off the record', async () => {
    const rig = new LiveRig();
    const { meetingId } = await rig.begin();
    await rig.speak(MAYA, 0.5);
    await rig.director.pause(GUILD, MAYA.userId);
    await rig.pass(1_000);
    rig.power.cut();
    await rig.restart();
    await rig.during(rig.director.recover());
    expect(await rig.director.status(GUILD)).toMatchObject({ meetingId, state: 'paused' });
    await rig.speak(TOM, 0.7);
    await rig.during(rig.director.stop(GUILD));
    expect((await rig.minutes(meetingId)).document.transcript.utterances.map(({ text }) => text)).toEqual([
      'level 0.5',
    ]);
  });

  it('writes up what there is when it can not come back', async () => {
    const { rig, meetingId } = await interrupted();
    rig.capture.faults.push(new Error('no way'));
    await rig.during(rig.director.recover());
    await rig.minutes(meetingId);
    expect(rig.notices(meetingId)).toEqual([expect.stringMatching(/^not-resumed-/)]);
  });

  it('posts minutes that the platform did not take before', async () => {
    const rig = new LiveRig();
    const { meetingId } = await rig.begin();
    await rig.speak(MAYA, 0.5);
    await rig.during(rig.director.stop(GUILD));
    await rig.until(() => rig.thread.states(meetingId).includes('writing'));
    rig.power.cut();
    await rig.restart();
    await rig.during(rig.director.recover());
    await rig.minutes(meetingId);
    await rig.during(rig.director.recover());
    expect(rig.thread.posted.get(meetingId)?.deliveries).toBe(1);
  });
});

it('puts everything away when the process is told to end, and the next one goes on', async () => {
  const rig = new LiveRig();
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.until(() => rig.texts(meetingId).length === 1);
  const beganAtMs = rig.clock.now();
  await rig.during(rig.director.shutdown({ graceMs: 20_000 }));
  expect(rig.clock.now() - beganAtMs).toBeLessThanOrEqual(20_000);
  expect(rig.capture.sessions.size).toBe(0);
  expect(rig.thread.states(meetingId).at(-1)).toBe('reconnecting');
  await expect(rig.director.start(rig.request())).rejects.toMatchObject({ code: 'aborted' });
  await rig.restart();
  await rig.during(rig.director.recover());
  await rig.speak(TOM, 0.7);
  await rig.during(rig.director.stop(GUILD));
  const { document, receipt } = await rig.minutes(meetingId);
  expect(document.transcript.utterances.map(({ text }) => text)).toEqual(['level 0.5', 'level 0.7']);
  expect(receipt?.members.map(({ lostPackets }) => lostPackets)).toEqual([0, 0]);
});

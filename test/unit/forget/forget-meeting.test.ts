import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { forgetMeeting, resumeForgets } from '../../../src/meeting/index.ts';
import { addCall, aRecordedServer, occurrences, TOMS_SOUND, TOMS_WORD } from './a-recorded-server.ts';

const never = new AbortController().signal;
const ID = 'm20261123-090000-aaaa';

async function aCallOnDisk() {
  const server = await aRecordedServer();
  onTestFinished(server.close);
  await addCall(server);
  return server;
}

describe('forgetting a meeting', () => {
  it('leaves nothing of it', async () => {
    const server = await aCallOnDisk();
    expect(await forgetMeeting(ID, server.desk)).toEqual({ wasThere: true, hasPostsLeft: false });
    for (const trace of [TOMS_WORD, TOMS_SOUND, 'release to Monday', ID]) expect(occurrences(server, trace)).toBe(0);
    expect(existsSync(server.desk.meetingFolder(ID))).toBe(false);
    expect(server.thread.posts.size).toBe(0);
    expect(await server.desk.liveMeetings.find(ID)).toBeNull();
    expect(await forgetMeeting(ID, server.desk)).toEqual({ wasThere: false, hasPostsLeft: false });
    expect(await server.desk.forgets.list()).toEqual([]);
  });

  it.each(['no platform runs', 'the platform is out of reach'])('removes its posts later when %s', async (why) => {
    const server = await aCallOnDisk();
    const { desk, thread } = server;
    thread.isReachable = false;
    const desks = why === 'no platform runs' ? { ...desk, thread: null } : desk;
    expect(await forgetMeeting(ID, desks)).toEqual({ wasThere: true, hasPostsLeft: true });
    expect(await desk.store.findMeeting(ID)).toBeNull();
    expect(occurrences(server, TOMS_SOUND)).toBe(0);
    expect(await resumeForgets(desk, never)).toBe(1);
    thread.isReachable = true;
    expect(await resumeForgets(desk, never)).toBe(0);
    expect(occurrences(server, TOMS_WORD)).toBe(0);
    expect(await desk.liveMeetings.find(ID)).toBeNull();
  });

  it('does not touch one that goes on or is being written', async () => {
    const { desk } = await aCallOnDisk();
    const record = await desk.liveMeetings.find(ID);
    await desk.liveMeetings.save({ ...record!, state: 'recording' });
    await expect(forgetMeeting(ID, desk)).rejects.toMatchObject({
      code: 'meeting_busy',
      sentence: `Meeting ${ID} goes on; stop it first.`,
    });
    await desk.liveMeetings.save({ ...record!, state: 'processing' });
    await expect(forgetMeeting(ID, desk)).rejects.toMatchObject({ code: 'meeting_busy' });
    expect(await desk.store.findMeeting(ID)).not.toBeNull();
    expect(await desk.forgets.list()).toEqual([]);
  });
});

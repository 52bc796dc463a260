import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { applyRetention, retentionDue, runRetention } from '../../../src/meeting/index.ts';
import { addCall, aRecordedServer, occurrences, TOMS_SOUND, TOMS_WORD } from './a-recorded-server.ts';

const never = new AbortController().signal;
const DAY_MS = 86_400_000;
const ID = 'm20261123-090000-aaaa';

async function aServer() {
  const server = await aRecordedServer();
  onTestFinished(server.close);
  await addCall(server);
  return { ...server, retention: { ...server.desk, guilds: server.guilds } };
}

describe('what is due', () => {
  it('is what is as old as the server says, and text takes the audio along', () => {
    const days = fc.option(fc.integer({ min: 1, max: 400 }));
    const ages = fc.array(fc.integer({ min: 0, max: 500 }));
    fc.assert(
      fc.property(ages, days, days, (agesInDays, audioDays, textDays) => {
        const nowMs = 1_000 * DAY_MS;
        const meetings = agesInDays.map((age, index) => ({ id: `m${index}`, cameAtMs: nowMs - age * DAY_MS }));
        const due = new Map(
          retentionDue(meetings, { audioDays, textDays }, nowMs).map((entry) => [entry.meetingId, entry.due]),
        );
        for (const [index, age] of agesInDays.entries()) {
          const isTextDue = textDays !== null && age >= textDays;
          const isAudioDue = audioDays !== null && age >= audioDays;
          expect(due.get(`m${index}`)).toBe(isTextDue ? 'everything' : isAudioDue ? 'audio' : undefined);
        }
      }),
    );
  });
});

describe('retention', () => {
  it('deletes the sound after 30 days unless told, with its key, and keeps the words', async () => {
    const server = await aServer();
    const { retention, clock } = server;
    await clock.advance(30 * DAY_MS - 1);
    expect(await applyRetention(retention, never)).toEqual({ meetings: 0, audioBytes: 0 });
    expect(occurrences(server, TOMS_SOUND)).toBe(2);
    await clock.advance(1);
    const receipt = await applyRetention(retention, never);
    expect(receipt.meetings).toBe(0);
    expect(receipt.audioBytes).toBeGreaterThan(0);
    expect(occurrences(server, TOMS_SOUND)).toBe(0);
    expect(readdirSync(server.desk.meetingFolder(ID)).toSorted()).toEqual([`${ID}.json`, `${ID}.md`, `${ID}.vtt`]);
    expect(await server.desk.liveMeetings.find(ID)).toMatchObject({ journalKey: null });
    expect((await server.meetings.outcome(ID)).transcript.utterances).toHaveLength(5);
    expect(await applyRetention(retention, never)).toEqual({ meetings: 0, audioBytes: 0 });
  });

  it('deletes everything when the server wants that, and only there', async () => {
    const server = await aServer();
    const { retention, clock, guilds, desk } = server;
    await addCall(server, { id: 'm20261123-100000-bbbb', guildId: 'g2' });
    await guilds.changeSettings('g1', { textDays: 2 });
    await guilds.changeSettings('g2', { audioDays: null });
    await clock.advance(2 * DAY_MS);
    expect(await applyRetention(retention, never)).toEqual({ meetings: 1, audioBytes: 0 });
    expect((await desk.store.listMeetings(9)).map(({ id }) => id)).toEqual(['m20261123-100000-bbbb']);
    expect([...server.thread.posts.keys()]).toEqual(['m20261123-100000-bbbb']);
    await clock.advance(400 * DAY_MS);
    expect(await applyRetention(retention, never)).toEqual({ meetings: 0, audioBytes: 0 });
    expect(occurrences(server, TOMS_WORD)).toBeGreaterThan(0);
  });

  it('counts from when a meeting came here, not from when an old recording was made', async () => {
    const server = await aServer();
    const { desk, retention } = server;
    const meeting = (await desk.store.findMeeting(ID))!;
    await desk.store.rewriteMeeting({ ...meeting, startedAtMs: 0 }, { chunks: [], captions: [], result: null });
    expect(await applyRetention(retention, never)).toEqual({ meetings: 0, audioBytes: 0 });
    expect(occurrences(server, TOMS_SOUND)).toBe(2);
  });

  it('leaves a meeting alone that goes on', async () => {
    const server = await aServer();
    const { desk, retention, clock } = server;
    await desk.liveMeetings.save({ ...(await desk.liveMeetings.find(ID))!, state: 'processing' });
    await clock.advance(40 * DAY_MS);
    expect(await applyRetention(retention, never)).toEqual({ meetings: 0, audioBytes: 0 });
  });

  it('runs at once and then every hour, also after a failure', async () => {
    const { retention, clock, lines, desk } = await aServer();
    const stop = new AbortController();
    let runs = 0;
    const listScopes = async () => {
      runs++;
      if (runs === 2) throw new Error('disk is busy');
      return [];
    };
    const store = Object.assign(Object.create(desk.store), { listScopes });
    const running = runRetention({ ...retention, store, liveMeetings: emptyLiveMeetings }, stop.signal);
    await clock.advance(0);
    expect(runs).toBe(1);
    await clock.advance(3_599_999);
    expect(runs).toBe(1);
    await clock.advance(1);
    await clock.advance(3_600_000);
    expect(runs).toBe(3);
    expect(lines).toMatchObject([{ msg: 'retention could not be applied, will try again' }]);
    stop.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
  });
});

const emptyLiveMeetings = {
  save: async () => undefined,
  find: async () => null,
  listUnfinished: async () => [],
  listOfGuild: async () => [],
  deleteKey: async () => undefined,
  delete: async () => false,
};

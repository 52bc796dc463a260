import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ForgetDesk, forgetMember, forgottenUsers, resumeForgets } from '../../../src/meeting/index.ts';
import { noticesAbout } from '../../../src/meeting/member-notices.ts';
import {
  addCall,
  aRecordedServer,
  MAYA,
  occurrences,
  type RecordedServer,
  TOM,
  TOMS_SOUND,
  TOMS_WORD,
} from './a-recorded-server.ts';

const never = new AbortController().signal;
const FIRST = 'm20261123-090000-aaaa';
const SECOND = 'm20261123-100000-bbbb';
const OTHER = 'm20261123-110000-cccc';

async function opened(folder?: string): Promise<RecordedServer> {
  const server = await aRecordedServer(folder);
  onTestFinished(server.close);
  return server;
}

const forgetTom = (desk: ForgetDesk, meetingId: string | null = null) =>
  forgetMember({ scope: 'g1', userId: TOM, meetingId }, desk, never);

describe('forgetting a member', () => {
  it('leaves no word, no sound and no trace in any file or post, and gives a receipt', async () => {
    const server = await opened();
    await addCall(server);
    expect(occurrences(server, TOMS_WORD)).toBeGreaterThan(20);
    expect(occurrences(server, TOMS_SOUND)).toBe(2);
    const receipt = await forgetTom(server.desk);
    expect(receipt).toEqual({
      meetings: 1,
      utterances: 2,
      claims: expect.any(Number),
      audioBytes: `${TOM}:${TOMS_SOUND}\n`.length,
      posts: 5,
      waiting: 0,
    });
    expect(receipt.claims).toBeGreaterThan(0);
    for (const trace of [TOMS_WORD, TOMS_SOUND, TOM, 'Tom']) expect(occurrences(server, trace)).toBe(0);
    expect(await server.desk.forgets.list()).toEqual([]);
  });

  it('keeps what the others said, with its ids, and writes the minutes anew from it', async () => {
    const server = await opened();
    const { desk, meetings, thread } = server;
    await addCall(server);
    await forgetTom(desk);
    const { meeting, transcript, minutes } = await meetings.outcome(FIRST);
    expect(transcript.utterances.map(({ id }) => id)).toEqual(['s1', 's3', 's5']);
    expect(transcript.speakers).toMatchObject([{ speaker: MAYA, turns: 1 }]);
    expect(meeting.tracks.map(({ id }) => id)).toEqual(['t1']);
    expect(new Set((await desk.store.listChunks(FIRST)).map(({ trackId }) => trackId))).toEqual(new Set(['t1']));
    expect(minutes.decisions).toMatchObject([{ evidence: ['s1'] }]);
    expect(minutes.speakerInsights.map(({ name }) => name)).toEqual(['Maya']);
    expect([...(thread.posts.get(FIRST)?.captions.keys() ?? [])]).toEqual(['s1', 's3', 's5', 's9']);
    expect([...(thread.posts.get(FIRST)?.notices.keys() ?? [])]).toEqual(noticesAbout(MAYA));
    expect((await desk.store.listCaptions(FIRST)).map(({ id }) => id)).toEqual(['s1', 's3', 's5', 's9']);
    const exported = readFileSync(join(desk.meetingFolder(FIRST), `${FIRST}.md`), 'utf8');
    expect(exported).toContain('We decided to move the release to Monday.');
    expect(existsSync(meeting.tracks[0]!.path)).toBe(true);
  });

  it('deletes exports that can hold the voice and can not be made again', async () => {
    const server = await opened();
    await addCall(server);
    await forgetTom(server.desk);
    const folder = server.desk.meetingFolder(FIRST);
    expect(existsSync(join(folder, 'mix.ogg'))).toBe(false);
    expect(readFileSync(join(folder, 'journal', '000001.log'), 'utf8')).toBe(`${MAYA}:maya-opus-bytes\n`);
  });

  it('reaches every meeting of the server, or the one that is named, and never another server', async () => {
    const server = await opened();
    await addCall(server);
    await addCall(server, { id: SECOND });
    await addCall(server, { id: OTHER, guildId: 'g2' });
    const whoseWordsAreThere = async () => {
      const ids = [FIRST, SECOND, OTHER];
      const outcomes = await Promise.all(ids.map((id) => server.meetings.outcome(id)));
      return ids.filter((_, index) => JSON.stringify(outcomes[index]).includes(TOMS_WORD));
    };
    expect(await forgetTom(server.desk, SECOND)).toMatchObject({ meetings: 1, utterances: 2 });
    expect(await whoseWordsAreThere()).toEqual([FIRST, OTHER]);
    expect(await forgetTom(server.desk)).toMatchObject({ meetings: 1, utterances: 2 });
    expect(await whoseWordsAreThere()).toEqual([OTHER]);
    const nothing = { meetings: 0, utterances: 0, claims: 0, audioBytes: 0, posts: 0, waiting: 0 };
    expect(await forgetTom(server.desk)).toEqual(nothing);
    for (const id of [OTHER, 'm0'])
      await expect(forgetTom(server.desk, id)).rejects.toMatchObject({ code: 'meeting_unknown' });
  });

  it('touches nothing of a meeting in which the member was not', async () => {
    const server = await opened();
    await addCall(server);
    const request = { scope: 'g1', userId: '1003', meetingId: FIRST };
    expect(await forgetMember(request, server.desk, never)).toMatchObject({ meetings: 0, waiting: 0 });
    expect(existsSync(join(server.desk.meetingFolder(FIRST), 'mix.ogg'))).toBe(true);
    expect(occurrences(server, TOMS_SOUND)).toBe(2);
  });

  it('finds the voice also in a call that failed before there were tracks', async () => {
    const server = await opened();
    const { desk } = server;
    await addCall(server);
    const meeting = (await desk.store.findMeeting(FIRST))!;
    await desk.store.rewriteMeeting(
      { ...meeting, state: 'failed', tracks: [] },
      { chunks: [], captions: [], result: null },
    );
    await desk.liveMeetings.save({ ...(await desk.liveMeetings.find(FIRST))!, state: 'failed' });
    expect(await forgetTom(desk)).toMatchObject({ meetings: 1, utterances: 0, audioBytes: expect.any(Number) });
    for (const trace of [TOMS_WORD, TOMS_SOUND, TOM]) expect(occurrences(server, trace)).toBe(0);
    expect(occurrences(server, 'maya-opus-bytes')).toBe(1);
  });

  it('cuts the old minutes down when none can be written', async () => {
    const server = await opened();
    await addCall(server);
    const writeMinutes = () => Promise.reject(new Error('no model answers'));
    expect(await forgetTom({ ...server.desk, writeMinutes })).toMatchObject({ meetings: 1, utterances: 2 });
    for (const trace of [TOMS_WORD, TOMS_SOUND, TOM, 'Tom']) expect(occurrences(server, trace)).toBe(0);
    const { minutes } = await server.meetings.outcome(FIRST);
    expect(minutes.decisions).toMatchObject([{ evidence: ['s1'] }]);
    expect(minutes.notices).toEqual([expect.stringContaining("Somebody's words were removed")]);
  });

  it('takes the notice away from who was only there and said nothing', async () => {
    const server = await opened();
    await addCall(server);
    const { thread } = (await server.desk.liveMeetings.find(FIRST))!;
    await server.thread.notify(FIRST, thread!, 'join-1009', 'Zoe, this call is being recorded.');
    const forgetZoe = () => forgetMember({ scope: 'g1', userId: '1009', meetingId: null }, server.desk, never);
    server.thread.isReachable = false;
    expect(await forgetZoe()).toMatchObject({ meetings: 0, posts: 0 });
    server.thread.isReachable = true;
    expect(await forgetZoe()).toMatchObject({ meetings: 0, posts: 1 });
    expect(occurrences(server, 'Zoe')).toBe(0);
    expect(occurrences(server, TOMS_WORD)).toBeGreaterThan(20);
  });

  it('waits for a meeting that goes on, and leaves the member out when it has ended', async () => {
    const server = await opened();
    const { desk } = server;
    await addCall(server);
    const record = await desk.liveMeetings.find(FIRST);
    await desk.liveMeetings.save({ ...record!, state: 'recording' });
    expect(await forgetTom(desk)).toMatchObject({ meetings: 0, waiting: 1 });
    expect(occurrences(server, TOMS_SOUND)).toBe(2);
    expect(await forgottenUsers(desk.forgets, FIRST)).toEqual(new Set([TOM]));
    expect(await resumeForgets(desk, never)).toBe(1);
    await desk.liveMeetings.save({ ...record!, state: 'done' });
    expect(await resumeForgets(desk, never)).toBe(0);
    expect(occurrences(server, TOMS_WORD)).toBe(0);
  });

  it.each<[string, (server: RecordedServer) => Partial<ForgetDesk>]>([
    ['before the sound is gone', () => ({ eraseUser: () => Promise.reject(new Error('killed')) })],
    ['before the words are gone', ({ desk }) => ({ store: refusing(desk.store, 'rewriteMeeting') })],
    ['before the posts are gone', ({ thread }) => ({ thread: refusing(thread, 'redact') })],
    ['before it is noted as done', ({ desk }) => ({ forgets: refusing(desk.forgets, 'remove') })],
    ['while no platform runs', () => ({ thread: null })],
  ])('is finished by the next start when it breaks off %s', async (_, broken) => {
    const server = await opened();
    await addCall(server);
    expect(await forgetTom({ ...server.desk, ...broken(server) })).toMatchObject({ meetings: 0, waiting: 1 });
    expect(await server.desk.forgets.list()).toEqual([{ meetingId: FIRST, userId: TOM }]);
    expect(server.lines).toMatchObject([{ msg: 'forgetting is not finished, will try again' }]);
    await server.close();
    const next = await opened(server.folder);
    expect(await resumeForgets({ ...next.desk, thread: server.thread }, never)).toBe(0);
    for (const trace of [TOMS_WORD, TOMS_SOUND, TOM, 'Tom']) expect(occurrences(server, trace)).toBe(0);
    expect(occurrences(server, 'release to Monday')).toBeGreaterThan(0);
  });

  it('is not undone by a correction at the same time', async () => {
    const server = await opened();
    await addCall(server);
    const correction = { from: 'report', to: 'rapport' };
    await Promise.all([
      server.meetings.learn({ scope: 'g1', correction, meetingId: FIRST }),
      forgetTom(server.desk),
      server.meetings.learn({ scope: 'g1', correction: { from: 'plan', to: 'Plan' }, meetingId: FIRST }),
    ]);
    expect(occurrences(server, TOMS_WORD)).toBe(0);
  });

  it('stops when it is told to, and goes on later', async () => {
    const server = await opened();
    await addCall(server);
    const signal = AbortSignal.abort(new Error('shutting down'));
    await expect(
      forgetMember({ scope: 'g1', userId: TOM, meetingId: null }, { ...server.desk, thread: null }, signal),
    ).rejects.toThrow('shutting down');
    expect(await server.desk.forgets.list()).toHaveLength(1);
  });
});

/** A port that fails in one of its methods. */
function refusing<T extends object>(port: T, method: keyof T): T {
  return new Proxy(port, {
    get: (target, name) => {
      if (name === method) return () => Promise.reject(new Error('killed'));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

import { describe, expect, it } from 'vitest';
import { MAX_GLOSSARY_ENTRIES } from '../../src/ports/glossary-store.ts';
import type { TranscriptionRequest } from '../../src/ports/transcriber.ts';
import { FakeTranscriber, ok } from '../doubles/fake-transcriber.ts';
import { aMeeting, answer, heard, never, newFolder, open, talk, twoSpeeches } from './a-meeting.ts';

const heardWords = (request: TranscriptionRequest): string =>
  heard(request) === 'level 0.5' ? 'We decided to move cube 7 to Monday.' : 'Pria, is Cube ready for cubes?';

async function aHeardMeeting() {
  const transcriber = new FakeTranscriber((request) => ok(heardWords(request)));
  const session = await aMeeting({ folder: newFolder(), tracks: { a: twoSpeeches }, transcriber });
  const run = async () => session.service.run(session.meeting.id, open(session.ports), never());
  return { ...session, transcriber, run };
}

const toKube = (meetingId: string | null) => ({
  scope: 'local',
  correction: { from: 'cube', to: 'Kube' },
  meetingId,
});

describe('a correction', () => {
  it('puts the meeting right: transcript and minutes, whole words, the same ids, no number', async () => {
    const { service, meeting, run } = await aHeardMeeting();
    const before = await run();
    expect(await service.learn(toKube(meeting.id))).toEqual({ correction: toKube(null).correction, count: 2 });
    const after = await service.outcome(meeting.id);
    expect(after.transcript.utterances.map(({ id, text }) => [id, text])).toEqual([
      ['s1', 'We decided to move Kube 7 to Monday.'],
      ['s2', 'Pria, is Kube ready for cubes?'],
    ]);
    expect(after.minutes.decisions.map(({ text }) => text).join()).toContain('Kube 7');
    expect(JSON.stringify({ ...after.minutes, notices: [] })).not.toMatch(/\bcube\b/i);
    expect(after.minutes.notices).toEqual(['"cube" was heard and corrected to "Kube" (2 times).']);
    const turnsAndTimes = ({ transcript }: typeof after) => [transcript.turns, transcript.speakers];
    expect(turnsAndTimes(after)).toEqual(turnsAndTimes(before));
  });

  it('keeps what was heard in the chunks, and changes nothing when it is made again', async () => {
    const { service, store, meeting, run } = await aHeardMeeting();
    await run();
    await service.learn(toKube(meeting.id));
    const once = await service.outcome(meeting.id);
    expect(await service.learn(toKube(meeting.id))).toMatchObject({ count: 0 });
    expect(await service.outcome(meeting.id)).toEqual(once);
    const [chunk] = await store.listChunks(meeting.id);
    expect(chunk?.segments[0]?.text).toContain('cube 7');
  });

  it('is applied to later meetings of the scope by itself, and the minutes say so', async () => {
    const { glossary, run } = await aHeardMeeting();
    await glossary.addCorrection('local', { from: 'cube', to: 'Kube' });
    await glossary.addCorrection('elsewhere', { from: 'pria', to: 'Priya' });
    const { transcript, minutes } = await run();
    expect(transcript.utterances.map(({ text }) => text)).toEqual([
      'We decided to move Kube 7 to Monday.',
      'Pria, is Kube ready for cubes?',
    ]);
    expect(minutes.notices).toEqual(['"cube" was heard and corrected to "Kube" (2 times).']);
  });

  it('goes into later prompts, with the names of those who take part', async () => {
    const { service, transcriber, run } = await aHeardMeeting();
    await service.learn(toKube(null));
    await run();
    expect(transcriber.calls[0]?.prompt).toBe('Name of a, Kube.');
  });

  it('that is taken back does not fight with its opposite', async () => {
    const { service, glossary } = await aHeardMeeting();
    await service.learn(toKube(null));
    await service.learn({ scope: 'local', correction: { from: 'Kube', to: 'cube' }, meetingId: null });
    expect(await glossary.corrections('local')).toEqual([{ from: 'Kube', to: 'cube' }]);
  });

  it('is made one after the other, so that none is lost', async () => {
    const { service, meeting, run } = await aHeardMeeting();
    await run();
    const priya = { scope: 'local', correction: { from: 'Pria', to: 'Priya' }, meetingId: meeting.id };
    await Promise.all([service.learn(toKube(meeting.id)), service.learn(priya)]);
    const { transcript } = await service.outcome(meeting.id);
    expect(transcript.utterances[1]?.text).toBe('Priya, is Kube ready for cubes?');
  });

  it.each([
    [{ from: '7', to: '8' }, 'usage'],
    [{ from: 'Monday', to: 'Monday the seventh' }, 'usage'],
    [{ from: 'cube', to: 'cube' }, 'usage'],
  ])('%j is refused, and nothing is remembered', async (correction, code) => {
    const { service, glossary, meeting, run } = await aHeardMeeting();
    await run();
    const lesson = { scope: 'local', correction, meetingId: meeting.id };
    await expect(service.learn(lesson)).rejects.toMatchObject({ code });
    expect(await glossary.terms('local')).toEqual([]);
  });

  it('of a meeting of somebody else, or of one without minutes, is refused, and the next one is not', async () => {
    const { service, glossary, meeting, run } = await aHeardMeeting();
    await expect(service.learn(toKube(meeting.id))).rejects.toMatchObject({ code: 'meeting_busy' });
    await run();
    await expect(service.learn({ ...toKube(meeting.id), scope: 'g2' })).rejects.toMatchObject({
      code: 'meeting_unknown',
    });
    expect(await glossary.corrections('g2')).toEqual([]);
    expect(await service.learn(toKube(meeting.id))).toMatchObject({ count: 2 });
  });
});

describe('the prompt of a recording', () => {
  it('is none without a glossary: names alone are not worth it', async () => {
    const { transcriber, run } = await aHeardMeeting();
    await run();
    expect(transcriber.calls.map(({ prompt }) => prompt)).toEqual([undefined, undefined]);
  });

  it('is the same for every chunk: no words of the one before', async () => {
    const { glossary, transcriber, run } = await aHeardMeeting();
    await glossary.addTerms(
      'local',
      Array.from({ length: MAX_GLOSSARY_ENTRIES }, (_, index) => `Project ${index}`),
    );
    await run();
    expect(new Set(transcriber.calls.map(({ prompt }) => prompt)).size).toBe(1);
    expect(transcriber.calls[0]?.prompt).toMatch(/^Name of a, Project 499, Project 498, /);
  });
});

describe('what was left out', () => {
  it('is counted and told: too short, and refrains', async () => {
    const speeches = Array.from({ length: 4 }, (_, index) => ({
      startMs: 1_000 + 6_000 * index, // a pause of 4 s ends a window
      ms: 2_000,
      level: 0.5,
    }));
    const click = { startMs: 27_000, ms: 60, level: 0.9 };
    const transcriber = new FakeTranscriber(() => ok('So, yeah.', { confidence: 0.45 }));
    const tracks = { a: talk(32_000, [...speeches, click]) };
    const session = await aMeeting({ folder: newFolder(), tracks, transcriber });
    const outcome = await session.service.run(session.meeting.id, open(session.ports), never());
    expect(outcome.transcript.utterances).toHaveLength(2);
    expect(outcome.warnings).toEqual([
      { code: 'speech_too_short', text: expect.stringContaining('(1)') },
      { code: 'chunks_rejected', text: expect.stringContaining('the same words came again and again') },
    ]);
    expect(session.service.doubts.leftOut).toMatchObject({ 'too-little-speech': 1 });
    expect(transcriber.calls).toHaveLength(8); // each ends early, so it is heard once more with the whole context
  });

  it('is no engine out of order: a meeting of clicks is silent, not failed', async () => {
    const tracks = { a: talk(5_000, [{ startMs: 1_000, ms: 60, level: 0.9 }]), b: answer };
    const transcriber = new FakeTranscriber(() => ok(''));
    const session = await aMeeting({ folder: newFolder(), tracks, transcriber });
    const outcome = await session.service.run(session.meeting.id, open(session.ports), never());
    expect(outcome.transcript.utterances).toEqual([]);
    expect(outcome.meeting.state).toBe('done');
  });
});

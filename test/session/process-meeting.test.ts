import { writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { MomError } from '../../src/errors.ts';
import type { MeetingEvent, MeetingPorts } from '../../src/meeting/index.ts';
import { crash, FakeTranscriber, ok, silent, timeout } from '../doubles/fake-transcriber.ts';
import { temporaryFolder } from '../mom.ts';
import { aMeeting, heard, talk } from './a-meeting.ts';

const folders: Disposable[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder[Symbol.dispose]();
});

function newFolder(): string {
  const folder = temporaryFolder('session');
  folders.push(folder);
  return folder.path;
}

const open = (ports: MeetingPorts) => () => Promise.resolve(ports);
const never = () => ({ signal: new AbortController().signal });
const twoSpeeches = talk(20_000, [
  { startMs: 1_000, ms: 2_000, level: 0.5 },
  { startMs: 10_000, ms: 2_000, level: 0.7 },
]);
const answer = talk(20_000, [{ startMs: 5_000, ms: 2_000, level: 0.9 }]);

describe('a meeting', () => {
  it('goes from its tracks to transcript and minutes', async () => {
    const { meeting, service, ports, decoder } = await aMeeting({
      folder: newFolder(),
      tracks: { a: twoSpeeches, b: answer },
    });
    const events: MeetingEvent[] = [];
    const outcome = await service.run(meeting.id, open(ports), { ...never(), onEvent: (event) => events.push(event) });
    expect(outcome.transcript.utterances.map(({ id, name, text }) => [id, name, text])).toEqual([
      ['s1', 'Name of a', 'level 0.5'],
      ['s2', 'Name of b', 'level 0.9'],
      ['s3', 'Name of a', 'level 0.7'],
    ]);
    expect(outcome).toMatchObject({
      durationMs: 20_000,
      warnings: [],
      meeting: { state: 'done' },
      minutes: { mode: 'local' },
    });
    expect(events.filter((event) => event.type === 'chunk-end')).toHaveLength(3);
    expect(decoder.openCount).toBe(0);
  });

  it('that is done is not done again', async () => {
    const { meeting, service, ports, decoder } = await aMeeting({ folder: newFolder(), tracks: { a: twoSpeeches } });
    const first = await service.run(meeting.id, open(ports), never());
    const second = await service.run(meeting.id, () => Promise.reject(new Error('no engine is needed')), never());
    expect(second.transcript).toEqual(first.transcript);
    expect(decoder.calls).toHaveLength(1);
  });

  it('that was stopped goes on where it stood and ends like an undisturbed one', async () => {
    const controller = new AbortController();
    const transcriber = new FakeTranscriber((request) =>
      heard(request) === 'level 0.7' && !controller.signal.aborted ? silent() : ok(heard(request)),
    );
    const { meeting, service, ports, store } = await aMeeting({
      folder: newFolder(),
      tracks: { a: twoSpeeches },
      transcriber,
    });
    const stopped = service.run(meeting.id, open(ports), {
      signal: controller.signal,
      onEvent: (event) => event.type === 'chunk-end' && controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(await store.listChunks(meeting.id)).toHaveLength(1);
    expect((await store.findMeeting(meeting.id))?.state).toBe('transcribing');

    const outcome = await service.run(meeting.id, open(ports), never());
    expect(outcome.transcript.utterances.map((utterance) => utterance.text)).toEqual(['level 0.5', 'level 0.7']);
    const levels = transcriber.calls.map(heard);
    expect(levels.filter((level) => level === 'level 0.5')).toHaveLength(1);
  });

  it('keeps what it has when a chunk kills the engine, and says how much is lost', async () => {
    const transcriber = new FakeTranscriber((request) =>
      heard(request) === 'level 0.7' ? crash() : ok(heard(request)),
    );
    const { meeting, service, ports } = await aMeeting({
      folder: newFolder(),
      tracks: { a: twoSpeeches },
      transcriber,
    });
    const outcome = await service.run(meeting.id, open(ports), never());
    expect(outcome.transcript.utterances.map((utterance) => utterance.text)).toEqual(['level 0.5']);
    expect(outcome.warnings).toEqual([
      { code: 'chunks_lost', text: expect.stringMatching(/^\d s of speech .*stt_crashed/) },
    ]);
  });

  it('stops when the engine is out of order, and a resume tries the lost chunks again', async () => {
    let isBroken = true;
    const speeches = Array.from({ length: 8 }, (_, index) => ({
      startMs: 1_000 + index * 3_000,
      ms: 1_000,
      level: 0.1 * (index + 1),
    }));
    const transcriber = new FakeTranscriber((request) => (isBroken ? timeout() : ok(heard(request))));
    const { meeting, service, ports } = await aMeeting({
      folder: newFolder(),
      tracks: { a: talk(30_000, speeches) },
      transcriber,
    });
    await expect(service.run(meeting.id, open(ports), never())).rejects.toMatchObject({ code: 'stt_failed' });
    isBroken = false;
    const outcome = await service.run(meeting.id, open(ports), never());
    expect(outcome.transcript.utterances).toHaveLength(8);
    expect(outcome.warnings).toEqual([]);
  });

  it('ends at once when there is no model: no chunk is burnt', async () => {
    const transcriber = new FakeTranscriber(() => () => Promise.reject(new MomError('model_missing', 'No model.')));
    const { meeting, service, ports, store } = await aMeeting({
      folder: newFolder(),
      tracks: { a: twoSpeeches },
      transcriber,
    });
    await expect(service.run(meeting.id, open(ports), never())).rejects.toMatchObject({ code: 'model_missing' });
    expect(await store.listChunks(meeting.id)).toEqual([]);
  });

  it('goes on without a track that can not be read, and fails only when none can', async () => {
    const broken = new MomError('recording_not_audio', 'it is a web page', { file: 'b.wav' });
    const { meeting, service, ports } = await aMeeting({ folder: newFolder(), tracks: { a: twoSpeeches, b: broken } });
    const outcome = await service.run(meeting.id, open(ports), never());
    expect(outcome.transcript.utterances).toHaveLength(2);
    expect(outcome.warnings).toEqual([{ code: 'recording_not_audio', text: expect.stringContaining('b.wav') }]);

    const alone = await aMeeting({ folder: newFolder(), tracks: { b: broken } });
    await expect(alone.service.run(alone.meeting.id, open(alone.ports), never())).rejects.toMatchObject({
      code: 'recording_not_audio',
    });
    expect(await alone.store.findMeeting(alone.meeting.id)).toMatchObject({
      state: 'failed',
      failure: 'recording_not_audio',
    });
  });

  it('reads a track again when its decoder dies, without transcribing twice', async () => {
    const sound = {
      ...twoSpeeches,
      failure: new MomError('decoder_crashed', 'it ended by SIGSEGV', { file: 'a.wav' }),
    };
    const { meeting, service, ports, decoder, transcriber } = await aMeeting({
      folder: newFolder(),
      tracks: { a: sound },
    });
    await expect(service.run(meeting.id, open(ports), never())).rejects.toMatchObject({ code: 'decoder_crashed' });
    expect(decoder.calls).toHaveLength(3);
    const calls = (transcriber as FakeTranscriber).calls.map(heard);
    expect(new Set(calls).size).toBe(calls.length);
  });

  it('is not continued from another file of the same name', async () => {
    const { meeting, service, ports, paths } = await aMeeting({ folder: newFolder(), tracks: { a: twoSpeeches } });
    writeFileSync(paths['a'] ?? '', 'something else');
    await expect(service.run(meeting.id, open(ports), never())).rejects.toMatchObject({ code: 'recording_changed' });
  });

  it('drops a text that is not believed twice, and counts it', async () => {
    const loop = 'Thank you for watching. '.repeat(20);
    const transcriber = new FakeTranscriber((request) => ok(heard(request) === 'level 0.5' ? loop : heard(request)));
    const { meeting, service, ports } = await aMeeting({
      folder: newFolder(),
      tracks: { a: twoSpeeches },
      transcriber,
    });
    const outcome = await service.run(meeting.id, open(ports), never());
    expect(outcome.transcript.utterances.map((utterance) => utterance.text)).toEqual(['level 0.7']);
    expect(outcome.warnings).toEqual([{ code: 'chunks_rejected', text: expect.stringContaining('repetitive') }]);
    expect(transcriber.calls.filter((call) => call.fullContext)).toHaveLength(1);
  });

  it('whose minutes fail keeps its transcript and needs no engine work to go on', async () => {
    let fails = true;
    const { meeting, service, ports, decoder } = await aMeeting({ folder: newFolder(), tracks: { a: twoSpeeches } });
    const writeMinutes: MeetingPorts['writeMinutes'] = (input, signal) => {
      return fails ? Promise.reject(new Error('no minutes today')) : ports.writeMinutes(input, signal);
    };
    await expect(service.run(meeting.id, open({ ...ports, writeMinutes }), never())).rejects.toThrow(
      'no minutes today',
    );
    fails = false;
    const outcome = await service.run(meeting.id, open({ ...ports, writeMinutes }), never());
    expect(outcome.transcript.utterances).toHaveLength(2);
    expect(decoder.calls).toHaveLength(1);
  });

  it('is forgotten whole', async () => {
    const { meeting, service, ports } = await aMeeting({ folder: newFolder(), tracks: { a: twoSpeeches } });
    await service.run(meeting.id, open(ports), never());
    expect(await service.forget(meeting.id)).toBe(true);
    await expect(service.find(meeting.id)).rejects.toMatchObject({ code: 'meeting_unknown' });
    expect(await service.forget(meeting.id)).toBe(false);
  });

  it('cuts live chunks at five seconds and recordings at 28', async () => {
    const monologue = talk(40_000, [{ startMs: 1_000, ms: 35_000, level: 0.5 }]);
    const longest = async (chunkMode: 'live' | 'recording') => {
      const { meeting, service, ports, transcriber } = await aMeeting({
        folder: newFolder(),
        tracks: { a: monologue },
        chunkMode,
      });
      await service.run(meeting.id, open(ports), never());
      return Math.max(...(transcriber as FakeTranscriber).calls.map((call) => call.pcm.length / 16_000));
    };
    expect(await longest('live')).toBeLessThanOrEqual(5);
    const recording = await longest('recording');
    expect(recording).toBeLessThanOrEqual(28);
    expect(recording).toBeGreaterThan(15);
  });
});

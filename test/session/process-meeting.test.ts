import { describe, expect, it } from 'vitest';
import { MomError } from '../../src/errors.ts';
import { type MeetingEvent, type MeetingPorts, ReplayPacing, replayLive } from '../../src/meeting/index.ts';
import type { MeetingStore } from '../../src/ports/meeting-store.ts';
import { crash, FakeTranscriber, ok, silent, timeout } from '../doubles/fake-transcriber.ts';
import { aMeeting, answer, heard, never, newFolder, open, talk, twoSpeeches } from './a-meeting.ts';

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
    let isResumed = false;
    const transcriber = new FakeTranscriber((request) => {
      return heard(request) === 'level 0.7' && !isResumed ? silent() : ok(heard(request));
    });
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

    isResumed = true;
    const outcome = await service.run(meeting.id, open(ports), never());
    expect(outcome.transcript.utterances.map((utterance) => utterance.text)).toEqual(['level 0.5', 'level 0.7']);
    expect(transcriber.calls.map(heard).filter((level) => level === 'level 0.5')).toHaveLength(1);
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
      { code: 'chunks_lost', text: expect.stringMatching(/^\d s of speech .*the engine crashed/) },
    ]);
  });

  it('stops when the engine is out of order, and a resume tries the lost chunks again', async () => {
    let isBroken = true;
    const speeches = Array.from({ length: 8 }, (_, index) => ({
      startMs: 1_000 + index * 10_000,
      ms: 2_000,
      level: 0.1 * (index + 1),
    }));
    const transcriber = new FakeTranscriber((request) => (isBroken ? timeout() : ok(heard(request))));
    const { meeting, service, ports } = await aMeeting({
      folder: newFolder(),
      tracks: { a: talk(90_000, speeches) },
      transcriber,
    });
    await expect(service.run(meeting.id, open(ports), never())).rejects.toMatchObject({ code: 'stt_failed' });
    isBroken = false;
    const outcome = await service.run(meeting.id, open(ports), never());
    expect(outcome.transcript.utterances).toHaveLength(8);
    expect(outcome.warnings).toEqual([]);
  });

  it('of which nothing could be transcribed is no silent meeting: it fails, and a resume tries again', async () => {
    let isBroken = true;
    const transcriber = new FakeTranscriber((request) => (isBroken ? timeout() : ok(heard(request))));
    const { meeting, service, ports, store } = await aMeeting({
      folder: newFolder(),
      tracks: { a: twoSpeeches },
      transcriber,
    });
    await expect(service.run(meeting.id, open(ports), never())).rejects.toMatchObject({ code: 'stt_failed' });
    await expect(service.run(meeting.id, open(ports), never())).rejects.toMatchObject({ code: 'stt_failed' });
    expect((await store.findMeeting(meeting.id))?.state).toBe('transcribing');
    isBroken = false;
    const outcome = await service.run(meeting.id, open(ports), never());
    expect(outcome.transcript.utterances).toHaveLength(2);
    expect(outcome.warnings).toEqual([]);
  });

  it('is not given up for a fault of the configuration', async () => {
    const { meeting, service, store } = await aMeeting({ folder: newFolder(), tracks: { a: twoSpeeches } });
    const badUrl = () => Promise.reject(new MomError('config_invalid', 'WHISPER_URL has faults.'));
    await expect(service.run(meeting.id, badUrl, never())).rejects.toMatchObject({ code: 'config_invalid' });
    expect((await store.findMeeting(meeting.id))?.state).toBe('transcribing');
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

  it('asks for the engine once: what is missing is told at once, not tried again in silence', async () => {
    const { meeting, service, store } = await aMeeting({ folder: newFolder(), tracks: { a: twoSpeeches } });
    let asked = 0;
    const openPorts = () => {
      asked++;
      return Promise.reject(new MomError('model_missing', 'The model "base" is not on this machine.'));
    };
    await expect(service.run(meeting.id, openPorts, never())).rejects.toMatchObject({ code: 'model_missing' });
    expect(asked).toBe(1);
    expect(await store.findMeeting(meeting.id)).toMatchObject({ state: 'transcribing' });
  });

  it('is not written off because of the disk: a failing store leaves it to be resumed', async () => {
    const { meeting, service, ports, store } = await aMeeting({ folder: newFolder(), tracks: { a: twoSpeeches } });
    const full = new MomError('store_failed', 'the disk is full', { file: 'mom.db' });
    const saveChunk = () => Promise.reject(full);
    const broken = storeWith(store, { saveChunk });
    await expect(service.run(meeting.id, open({ ...ports, store: broken }), never())).rejects.toMatchObject({
      code: 'store_failed',
    });
    expect(await store.findMeeting(meeting.id)).toMatchObject({ state: 'transcribing', tracks: [{ result: null }] });
  });

  it('stops every track when one meets a failure that is not its own', async () => {
    const speeches = Array.from({ length: 30 }, (_, index) => ({
      startMs: 1_000 + index * 3_000,
      ms: 1_000,
      level: 0.9,
    }));
    const tracks = { a: talk(5_000, [{ startMs: 1_000, ms: 2_000, level: 0.5 }]), b: talk(100_000, speeches) };
    const transcriber = new FakeTranscriber((request) => {
      return heard(request) === 'level 0.5' ? () => Promise.reject(new MomError('engine_missing', 'gone')) : ok('word');
    });
    const { meeting, service, ports } = await aMeeting({ folder: newFolder(), tracks, transcriber });
    await expect(service.run(meeting.id, open(ports), never())).rejects.toMatchObject({ code: 'engine_missing' });
    expect(transcriber.calls.length).toBeLessThan(20);
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
    expect(outcome.warnings).toEqual([
      { code: 'chunks_rejected', text: expect.stringContaining('went round in circles') },
    ]);
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

  it('that is replayed live has captions of five seconds at most, then windows of up to 28 from the final engine', async () => {
    const monologue = talk(40_000, [{ startMs: 1_000, ms: 35_000, level: 0.5 }]);
    const { meeting, service, ports, transcriber } = await aMeeting({
      folder: newFolder(),
      tracks: { a: monologue },
      chunkMode: 'live',
    });
    const liveTranscriber = new FakeTranscriber((request) => ok(heard(request)));
    const livePorts = { ...ports, liveTranscriber };
    const pacing = new ReplayPacing(ports.clock, Number.POSITIVE_INFINITY, ['t1']);
    await replayLive(meeting, livePorts, { ...never(), pacing, onEvent: () => undefined });
    await service.run(meeting.id, open(livePorts), never());
    const seconds = ({ calls }: FakeTranscriber) => calls.map((call) => call.pcm.length / 16_000);
    expect(Math.max(...seconds(liveTranscriber))).toBeLessThanOrEqual(5);
    const windows = seconds(transcriber as FakeTranscriber);
    expect(Math.max(...windows)).toBeLessThanOrEqual(28);
    expect(Math.max(...windows)).toBeGreaterThan(15);
    expect(await ports.store.listCaptions(meeting.id)).not.toEqual([]);
  });
});

/** The store with some calls replaced. */
function storeWith(store: MeetingStore, replaced: Partial<MeetingStore>): MeetingStore {
  return new Proxy(store, {
    get(target, name) {
      const own: unknown = Reflect.get(replaced, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

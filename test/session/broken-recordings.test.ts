import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MomError } from '../../src/errors.ts';
import type { FakeTranscriber } from '../doubles/fake-transcriber.ts';
import { ScriptedDecoder } from '../doubles/scripted-decoder.ts';
import { aMeeting, answer, heard, never, newFolder, open, talk, twoSpeeches } from './a-meeting.ts';

describe('a meeting', () => {
  it('whose recording was emptied in between is kept, not written off', async () => {
    const { meeting, service, ports, store, paths } = await aMeeting({
      folder: newFolder(),
      tracks: { a: twoSpeeches, b: answer },
    });
    const noEngine = () => Promise.reject(new MomError('engine_missing', 'not today'));
    await expect(service.run(meeting.id, noEngine, never())).rejects.toMatchObject({ code: 'engine_missing' });
    writeFileSync(paths['b'] ?? '', '');
    await expect(service.run(meeting.id, open(ports), never())).rejects.toMatchObject({ code: 'recording_changed' });
    expect((await store.findMeeting(meeting.id))?.state).toBe('transcribing');
    writeFileSync(paths['b'] ?? '', 'b');
    const outcome = await service.run(meeting.id, open(ports), never());
    expect(outcome.transcript.utterances).toHaveLength(3);
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

  it('reads a track again when its decoder dies, transcribes nothing twice, and keeps what there is in the end', async () => {
    const failure = new MomError('decoder_crashed', 'it ended by SIGSEGV', { file: 'a.wav' });
    const { meeting, service, ports, decoder, transcriber } = await aMeeting({
      folder: newFolder(),
      tracks: { a: { ...twoSpeeches, failure } },
    });
    const outcome = await service.run(meeting.id, open(ports), never());
    expect(decoder.calls).toHaveLength(3);
    const calls = (transcriber as FakeTranscriber).calls.map(heard);
    expect(calls).toEqual(['level 0.5', 'level 0.7']);
    expect(outcome).toMatchObject({ durationMs: 20_000, warnings: [{ code: 'decoder_crashed' }] });
    expect(outcome.transcript.utterances).toHaveLength(2);
  });

  it('keeps the speech before the place where a recording breaks off', async () => {
    const failure = new MomError('recording_too_long', 'it has more than 1 h', { file: 'a.wav' });
    const speech = talk(3_000, [{ startMs: 1_000, ms: 2_000, level: 0.5 }]);
    const { meeting, service, ports } = await aMeeting({ folder: newFolder(), tracks: { a: { ...speech, failure } } });
    const outcome = await service.run(meeting.id, open(ports), never());
    expect(outcome.transcript.utterances.map((utterance) => utterance.text)).toEqual(['level 0.5']);
    expect(outcome.warnings).toMatchObject([{ code: 'recording_too_long' }]);
  });

  it('writes nothing off that may be there again later', async () => {
    const missing = new MomError('recording_missing', 'the share is not mounted', { file: 'b.wav' });
    const { meeting, service, ports, store, paths } = await aMeeting({
      folder: newFolder(),
      tracks: { a: twoSpeeches, b: missing },
    });
    await expect(service.run(meeting.id, open(ports), never())).rejects.toMatchObject({ code: 'recording_missing' });
    expect(await store.findMeeting(meeting.id)).toMatchObject({ state: 'transcribing' });
    const decoder = new ScriptedDecoder({ [paths['b'] ?? '']: answer });
    const outcome = await service.run(meeting.id, open({ ...ports, decoder }), never());
    expect(outcome.transcript.utterances).toHaveLength(3);
    expect(decoder.calls).toHaveLength(1);
  });

  it('that failed as a whole fails again at a resume instead of ending without a word', async () => {
    const broken = new MomError('recording_not_audio', 'it is a web page', { file: 'b.wav' });
    const { meeting, service, ports, store } = await aMeeting({
      folder: newFolder(),
      tracks: { a: broken, b: broken },
    });
    for (const _ of [1, 2]) {
      await expect(service.run(meeting.id, open(ports), never())).rejects.toMatchObject({
        code: 'recording_not_audio',
      });
      expect(await store.findMeeting(meeting.id)).toMatchObject({
        state: 'failed',
        tracks: [{ result: null }, { result: null }],
      });
    }
  });

  it('is not continued from another file of the same name', async () => {
    const { meeting, service, ports, paths } = await aMeeting({ folder: newFolder(), tracks: { a: twoSpeeches } });
    const noEngine = () => Promise.reject(new MomError('engine_missing', 'not today'));
    await expect(service.run(meeting.id, noEngine, never())).rejects.toMatchObject({ code: 'engine_missing' });
    writeFileSync(paths['a'] ?? '', 'something else');
    await expect(service.run(meeting.id, open(ports), never())).rejects.toMatchObject({ code: 'recording_changed' });
  });
});

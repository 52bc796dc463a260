import { describe, expect, it } from 'vitest';
import { MomError } from '../../src/errors.ts';
import { type LiveEvent, ReplayPacing, replayLive } from '../../src/meeting/index.ts';
import { FakeTranscriber, ok, silent } from '../doubles/fake-transcriber.ts';
import { aMeeting, answer, heard, type MeetingOptions, newFolder, twoSpeeches } from './a-meeting.ts';

async function aReplay(options: Omit<MeetingOptions, 'folder'>) {
  const { meeting, ports, store, decoder } = await aMeeting({ folder: newFolder(), ...options });
  const events: LiveEvent[] = [];
  const controller = new AbortController();
  const trackIds = meeting.tracks.map(({ id }) => id);
  const pacing = new ReplayPacing(ports.clock, Number.POSITIVE_INFINITY, trackIds);
  const onEvent = (event: LiveEvent): void => void events.push(event);
  const play = () => replayLive(meeting, ports, { pacing, signal: controller.signal, onEvent });
  return { play, events, controller, store, decoder, meeting };
}

describe('a replay through the live path', () => {
  it('tells and stores the captions of all tracks as they come', async () => {
    const { play, events, store, meeting, decoder } = await aReplay({ tracks: { a: twoSpeeches, b: answer } });
    await play();
    const captions = await store.listCaptions(meeting.id);
    expect(captions.map(({ id, trackId, name, text, isFinal }) => [id, trackId, name, text, isFinal])).toEqual([
      ['s1', 't1', 'Name of a', 'level 0.5', true],
      ['s2', 't2', 'Name of b', 'level 0.9', true],
      ['s3', 't1', 'Name of a', 'level 0.7', true],
    ]);
    expect(events.map(({ type }) => type)).toEqual(captions.flatMap(() => ['caption-start', 'caption-end']));
    expect(decoder.openCount).toBe(0);
  });

  it('goes on without a track that can not be read, or breaks off: the recordings tell what is wrong', async () => {
    const fault = new MomError('decoder_crashed', 'as told');
    const { play, store, meeting } = await aReplay({
      tracks: { a: new MomError('recording_not_audio', 'as told'), b: { ...twoSpeeches, failure: fault }, c: answer },
    });
    await play();
    const texts = (await store.listCaptions(meeting.id)).map(({ text }) => text);
    expect(texts).toEqual(['level 0.5', 'level 0.9', 'level 0.7']);
  });

  it('stops at once when it is told to, and its captions are final', async () => {
    const transcriber = new FakeTranscriber((request) =>
      heard(request) === 'level 0.7' ? silent() : ok(heard(request)),
    );
    const replay = await aReplay({ tracks: { a: twoSpeeches, b: answer }, transcriber });
    const playing = replay.play();
    while (transcriber.calls.length < 3) await new Promise((resolve) => setImmediate(resolve));
    replay.controller.abort();
    await expect(playing).rejects.toMatchObject({ name: 'AbortError' });
    const captions = await replay.store.listCaptions(replay.meeting.id);
    expect(captions.map(({ text, isFinal }) => [text, isFinal])).toEqual([
      ['level 0.5', true],
      ['level 0.9', true],
    ]);
    expect(replay.events.at(-1)).toMatchObject({ type: 'caption-gap', reason: 'aborted' });
    expect(replay.decoder.openCount).toBe(0);
  });
});

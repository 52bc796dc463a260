import { describe, expect, it } from 'vitest';
import { samplesOfMs } from '../../src/domain/audio.ts';
import type { Caption } from '../../src/domain/caption.ts';
import { MomError } from '../../src/errors.ts';
import type { MeetingPorts } from '../../src/meeting/index.ts';
import type { TranscriptionRequest } from '../../src/ports/transcriber.ts';
import { FakeTranscriber, ok, type TranscriberAnswer } from '../doubles/fake-transcriber.ts';
import { hearLevels, type LevelWord, levelSpeech, textOfWord, WORD_SAMPLES } from '../doubles/level-speech.ts';
import type { MemoryMeetingStore } from '../doubles/memory-meeting-store.ts';
import { aMeeting, answer, heard, never, newFolder, open, talk, twoSpeeches } from './a-meeting.ts';

describe('the final pass', () => {
  it('says every word once and when it was said, through shortened pauses and cuts', async () => {
    const words = [...wordsFrom(0, 1_000, 20), ...wordsFrom(20, 9_000, 4), ...wordsFrom(24, 12_000, 200)];
    const pcm = levelSpeech(words, samplesOfMs(90_000));
    const transcriber = new FakeTranscriber(() => hearLevels());
    const { meeting, service, ports } = await aMeeting({ folder: newFolder(), tracks: { a: { pcm } }, transcriber });
    const { transcript } = await service.run(meeting.id, open(ports), never());
    const said = transcript.utterances.flatMap(({ words: timed = [] }) => timed);
    expect(said.map(({ text }) => text)).toEqual(words.map(({ index }) => textOfWord(index)));
    for (const [index, { startMs, endMs }] of said.entries()) {
      const start = words[index]?.startSample ?? -1;
      expect(Math.abs(startMs - start / 16)).toBeLessThanOrEqual(2);
      expect(Math.abs(endMs - (start + WORD_SAMPLES) / 16)).toBeLessThanOrEqual(2);
    }
    expect(Math.max(...transcriber.calls.map((call) => call.pcm.length))).toBeLessThanOrEqual(samplesOfMs(28_000));
  });

  it('asks for beams and, for long windows, for the whole context, as far as the engine can', async () => {
    const monologue = talk(40_000, [{ startMs: 1_000, ms: 20_000, level: 0.5 }]);
    const able = await requestsFor(monologue, {});
    expect(able[0]).toMatchObject({ beamSize: 5, fullContext: true });
    const unable = await requestsFor(monologue, { beam: false, shortContext: false });
    expect(unable[0]).not.toHaveProperty('beamSize');
    expect(unable[0]).not.toHaveProperty('fullContext');
  });

  it('hears a short window again with the whole context when its words end long before the sound does', async () => {
    const cutShort: TranscriberAnswer = async (request) => {
      const whole = await ok(heard(request))(request);
      if (request.fullContext) return whole;
      const [segment] = whole.segments;
      const words = segment?.words.map((word) => ({ ...word, endMs: 500, startMs: 100 })) ?? [];
      return { ...whole, segments: segment ? [{ ...segment, endMs: 500, words, text: segment.text }] : [] };
    };
    const transcriber = new FakeTranscriber(() => cutShort);
    const speech = talk(10_000, [{ startMs: 1_000, ms: 5_000, level: 0.5 }]);
    const { meeting, service, ports } = await aMeeting({ folder: newFolder(), tracks: { a: speech }, transcriber });
    await service.run(meeting.id, open(ports), never());
    expect(transcriber.calls.map(({ fullContext }) => fullContext)).toEqual([undefined, true]);
  });
});

describe('a meeting with live captions', () => {
  it('keeps their ids where the words are the same, and numbers the others after them', async () => {
    const captions = [caption('s1', 't1', 1_000, 'level 0.5'), caption('s2', 't2', 5_000, 'lovely day')];
    const { run } = await captioned(captions, { a: twoSpeeches, b: answer });
    const { transcript } = await run();
    expect(transcript.utterances.map(({ id, text }) => [id, text])).toEqual([
      ['s1', 'level 0.5'],
      ['s100001', 'level 0.9'],
      ['s100002', 'level 0.7'],
    ]);
  });

  it.each(['recording_not_audio', 'recording_stalled'] as const)(
    'whose tracks are gone (%s) keeps the captions as its transcript, and says so',
    async (code) => {
      const captions = [caption('s1', 't1', 1_000, 'Hello.'), caption('s2', 't1', 4_000, 'Goodbye.')];
      const gone = new MomError(code, 'it is no sound', { file: 'a.wav' });
      const { run } = await captioned(captions, { a: gone, silent: gone });
      const { transcript, warnings, meeting } = await run();
      expect(transcript.utterances.map(({ id, name, text }) => [id, name, text])).toEqual([
        ['s1', 'Name of a', 'Hello.'],
        ['s2', 'Name of a', 'Goodbye.'],
      ]);
      expect(warnings.map((warning) => warning.code)).toEqual([code, 'captions_kept', code]);
      expect(meeting.state).toBe('done');
    },
  );

  it('whose track breaks off keeps the captions of the rest', async () => {
    const captions = [caption('s1', 't1', 1_000, 'level 0.5'), caption('s2', 't1', 30_000, 'Later words.')];
    const failure = new MomError('recording_not_audio', 'the rest is damaged', { file: 'a.wav' });
    const { run } = await captioned(captions, { a: { ...twoSpeeches, failure } });
    const { transcript } = await run();
    expect(transcript.utterances.map(({ id, text }) => [id, text])).toEqual([
      ['s1', 'level 0.5'],
      ['s100001', 'level 0.7'],
      ['s2', 'Later words.'],
    ]);
  });

  it('keeps the caption of what the engine could not do again', async () => {
    const captions = [caption('s1', 't1', 1_000, 'level 0.5'), caption('s2', 't1', 10_000, 'As it was read.')];
    const transcriber = new FakeTranscriber((request) => {
      if (heard(request) === 'level 0.7') return () => Promise.reject(new MomError('stt_crashed', 'it ended'));
      return ok(heard(request));
    });
    const { run } = await captioned(captions, { a: twoSpeeches }, transcriber);
    const { transcript, warnings } = await run();
    expect(transcript.utterances.map(({ id, text }) => [id, text])).toEqual([
      ['s1', 'level 0.5'],
      ['s2', 'As it was read.'],
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(['chunks_lost']);
  });
});

describe('languages', () => {
  const speeches = [0.1, 0.2, 0.3, 0.4, 0.5].map((level, index) => ({
    startMs: 1_000 + index * 10_000,
    ms: 3_000,
    level,
  }));
  const track = talk(60_000, speeches);

  it('of a track is what most of its first windows are in, and each window is asked for once where they agree', async () => {
    const transcriber = new FakeTranscriber((request) => ok(heard(request), { language: request.language ?? 'de' }));
    const { meeting, service, ports } = await aMeeting({
      folder: newFolder(),
      tracks: { a: track },
      transcriber,
      settings: { language: null },
    });
    const { transcript } = await service.run(meeting.id, open(ports), never());
    expect(transcriber.calls.map(({ language }) => language)).toEqual([null, null, null, 'de', 'de']);
    expect(transcript.utterances.map(({ language }) => language)).toEqual(['de', 'de', 'de', 'de', 'de']);
    expect(transcript.language).toBe('de');
  });

  it('of a resumed track is the one that was found before', async () => {
    const controller = new AbortController();
    const isFirstRun = () => !controller.signal.aborted;
    const transcriber = new FakeTranscriber((request) =>
      ok(heard(request), { language: request.language ?? (isFirstRun() ? 'de' : 'nl') }),
    );
    const { meeting, service, ports } = await aMeeting({
      folder: newFolder(),
      tracks: { a: track },
      transcriber,
      settings: { language: null },
    });
    let done = 0;
    const stopped = service.run(meeting.id, open(ports), {
      signal: controller.signal,
      onEvent: (event) => event.type === 'chunk-end' && ++done === 3 && controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    const { transcript } = await service.run(meeting.id, open(ports), never());
    expect(new Set(transcript.utterances.map(({ language }) => language))).toEqual(new Set(['de']));
    expect(transcript.utterances).toHaveLength(5);
  });

  it('that are asked for get English beside them; English needs none', async () => {
    const transcriber = new FakeTranscriber((request) => {
      const language = heard(request) === 'level 0.5' ? 'en' : 'de';
      return ok(request.translate ? `English of ${heard(request)}` : heard(request), { language });
    });
    const { transcript, warnings } = await translated(transcriber);
    expect(transcript.utterances.map(({ text, translation }) => [text, translation?.text ?? null])).toEqual([
      ['level 0.5', null],
      ['level 0.7', 'English of level 0.7'],
    ]);
    expect(transcript.utterances[1]?.translation?.language).toBe('en');
    expect(warnings).toEqual([]);
  });

  it('are left as they are, with a warning, by an engine that can’t translate', async () => {
    const engine = (request: TranscriptionRequest) => ok(heard(request), { language: 'de' });
    const { transcript, warnings } = await translated(
      new FakeTranscriber(engine, { capabilities: { translate: false } }),
    );
    expect(transcript.utterances.map(({ translation }) => translation ?? null)).toEqual([null, null]);
    expect(warnings.map(({ code }) => code)).toEqual(['translation_missing']);
  });

  async function translated(transcriber: FakeTranscriber) {
    const tracks = { a: twoSpeeches };
    const settings = { language: null, translateTo: 'en' };
    const { meeting, service, ports } = await aMeeting({ folder: newFolder(), tracks, transcriber, settings });
    return await service.run(meeting.id, open(ports), never());
  }
});

/** Words that follow each other without a pause. */
const wordsFrom = (index: number, startMs: number, count: number): LevelWord[] =>
  Array.from({ length: count }, (_, at) => ({
    index: index + at,
    startSample: samplesOfMs(startMs) + at * WORD_SAMPLES,
  }));

async function requestsFor(track: ReturnType<typeof talk>, capabilities: { beam?: boolean; shortContext?: boolean }) {
  const transcriber = new FakeTranscriber((request) => ok(heard(request)), { capabilities });
  const { meeting, service, ports } = await aMeeting({ folder: newFolder(), tracks: { a: track }, transcriber });
  await service.run(meeting.id, open(ports), never());
  return transcriber.calls;
}

const caption = (id: string, trackId: string, startMs: number, text: string): Caption => ({
  id,
  trackId,
  speaker: trackId === 't1' ? 'a' : 'b',
  name: trackId === 't1' ? 'Name of a' : 'Name of b',
  startMs,
  endMs: startMs + 1_500,
  text,
  confidence: 0.8,
  language: 'en',
  isFinal: true,
});

async function captioned(
  captions: readonly Caption[],
  tracks: Parameters<typeof aMeeting>[0]['tracks'],
  transcriber?: FakeTranscriber,
) {
  const options = { folder: newFolder(), tracks, ...(transcriber ? { transcriber } : {}) };
  const { meeting, service, ports } = await aMeeting(options);
  const store = Object.assign(ports.store as MemoryMeetingStore, { listCaptions: async () => captions });
  const withCaptions: MeetingPorts = { ...ports, store };
  return { run: () => service.run(meeting.id, open(withCaptions), never()) };
}

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UNSURE } from '../../src/domain/unsure.ts';
import { MeetingService } from '../../src/meeting/index.ts';
import { createJournalDecoder, writeTrackFile } from '../../src/recording/index.ts';
import { FakeOpusDecoder } from '../doubles/fake-opus-decoder.ts';
import { MemoryJobQueue } from '../doubles/memory-job-queue.ts';
import { aPacket, KEY, LEON, MAYA, writeJournal, ZERO_MS } from '../fixtures/journal.ts';
import { aMeeting, never, newFolder, open } from './a-meeting.ts';

/** Two seconds as loud as `level`. */
const speech = (userId: string, startMs: number, level: number) =>
  Array.from({ length: 100 }, (_, number) =>
    aPacket(number, {
      userId,
      ssrc: startMs,
      arrivalMs: ZERO_MS + startMs + number * 20,
      opus: Uint8Array.of(0xf8, Math.round(level * 256)),
    }),
  );

it('a journal goes through the same core as recordings do', async () => {
  const folder = newFolder();
  const journal = join(folder, 'journal');
  const talk = [...speech(MAYA, 1_000, 0.5), ...speech(LEON, 5_000, 0.9), ...speech(MAYA, 10_000, 0.7)];
  await writeJournal(journal, talk, { key: KEY });
  const track = (userId: string) => writeTrackFile(folder, { meetingId: 'm1', userId, journal, durationMs: 12_000 });
  const { ports } = await aMeeting({ folder, tracks: {} });
  const opus = new FakeOpusDecoder();
  const decoder = createJournalDecoder({ opus, others: ports.decoder, keyOf: async () => KEY });
  const service = new MeetingService({ ...ports, queue: new MemoryJobQueue(ports.clock) });
  const meeting = await service.begin({
    title: 'Call',
    startedAtMs: ZERO_MS,
    recordings: [
      { path: await track(MAYA), speaker: { speaker: MAYA, name: 'Maya' } },
      { path: await track(LEON), speaker: { speaker: LEON, name: 'Leon' } },
    ],
    settings: { chunkMode: 'recording', language: 'en', model: 'double', template: 'general', scope: 'local' },
  });
  const outcome = await service.run(meeting.id, open({ ...ports, decoder }), never());
  expect(outcome.warnings).toEqual([]);
  expect(outcome.transcript.utterances.map(({ name, text }) => [name, text])).toEqual([
    ['Maya', 'level 0.5'],
    ['Leon', 'level 0.9'],
    ['Maya', 'level 0.7'],
  ]);
});

it('a lossy call says which words may be others', async () => {
  const folder = newFolder();
  const journal = join(folder, 'journal');
  const lossy = speech(MAYA, 10_000, 0.7).filter((_, number) => number % 10 !== 5);
  await writeJournal(journal, [...speech(MAYA, 1_000, 0.5), ...lossy]);
  const path = await writeTrackFile(folder, { meetingId: 'm1', userId: MAYA, journal, durationMs: 12_000 });
  const { ports } = await aMeeting({ folder, tracks: {} });
  const opus = new FakeOpusDecoder();
  const decoder = createJournalDecoder({ opus, others: ports.decoder, keyOf: async () => null });
  const service = new MeetingService({ ...ports, queue: new MemoryJobQueue(ports.clock) });
  const meeting = await service.begin({
    title: 'Call',
    startedAtMs: ZERO_MS,
    recordings: [{ path, speaker: { speaker: MAYA, name: 'Maya' } }],
    settings: { chunkMode: 'recording', language: 'en', model: 'double', template: 'general', scope: 'local' },
  });
  const { transcript } = await service.run(meeting.id, open({ ...ports, decoder }), never());
  const [clear, broken] = transcript.utterances;
  expect(clear).toMatchObject({ text: 'level 0.5', confidence: 0.9 });
  expect(clear?.words?.some(({ hasLoss }) => hasLoss)).toBe(false);
  expect(broken?.text).toBe('level 0.7');
  expect(broken?.confidence).toBeLessThan(UNSURE);
  expect(broken?.words?.every(({ hasLoss }) => hasLoss)).toBe(true);
});

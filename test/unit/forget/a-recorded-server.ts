import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Caption } from '../../../src/domain/caption.ts';
import type { Meeting, MeetingTrack } from '../../../src/domain/meeting.ts';
import type { Transcript } from '../../../src/domain/transcript.ts';
import { type ForgetDesk, MeetingService } from '../../../src/meeting/index.ts';
import { noticesAbout } from '../../../src/meeting/member-notices.ts';
import { writeExtractiveMinutes } from '../../../src/minutes/index.ts';
import { createDocumentWriter } from '../../../src/providers/documents/index.ts';
import { openDatabase } from '../../../src/providers/sqlite/index.ts';
import {
  createSqliteDraftStore,
  createSqliteForgetStore,
  createSqliteGuildStore,
  createSqliteHeardWindowStore,
  createSqliteLiveMeetingStore,
  createSqliteMeetingStore,
} from '../../../src/providers/store/index.ts';
import { assembleTranscript } from '../../../src/transcription/index.ts';
import { aLiveMeeting } from '../../contract/live-meeting-store.contract.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { MemoryGlossaryStore } from '../../doubles/memory-glossary-store.ts';
import { MemoryJobQueue } from '../../doubles/memory-job-queue.ts';
import { recordedLog } from '../../doubles/recorded-log.ts';
import { aFolder } from '../store/temporary-database.ts';
import { KeptPosts } from './kept-posts.ts';

export const MAYA = '1001';
export const TOM = '1002';
/** Stands in everything that Tom says, and in nothing else. */
export const TOMS_WORD = 'Xylophone';
/** Stands for Tom's sound. */
export const TOMS_SOUND = 'tom-opus-bytes';

const TALK = [
  [MAYA, 'We decided to move the release to Monday.'],
  [TOM, `I will write the ${TOMS_WORD} report by Friday.`],
  [MAYA, 'Good, that helps all of us a lot.'],
  [TOM, `Who will test the ${TOMS_WORD} before Monday?`],
  [MAYA, 'I will send the plan to everybody tomorrow.'],
] as const;

/** A data folder with a true database, journals, exports and posts; `journal` lines are "user:sound". */
export async function aRecordedServer(folder = aFolder()) {
  const database = await openDatabase(join(folder, 'mom.db'), { durability: 'normal' });
  const { log, lines } = recordedLog();
  const clock = new FakeClock();
  const store = createSqliteMeetingStore(database);
  const liveMeetings = createSqliteLiveMeetingStore(database);
  const forgets = createSqliteForgetStore(database);
  const guilds = createSqliteGuildStore(database);
  const thread = new KeptPosts();
  const documents = createDocumentWriter({ timeZone: 'UTC' });
  const writeMinutes: ForgetDesk['writeMinutes'] = async (input) =>
    writeExtractiveMinutes({ ...input, timeZone: 'UTC' });
  const limits = { maxBytes: 1e9, maxDurationMs: 1e9, stallTimeoutMs: 1e6, maxMemoryBytes: 1e9 };
  const queue = new MemoryJobQueue(clock);
  const glossary = new MemoryGlossaryStore();
  const heard = createSqliteHeardWindowStore(database);
  const meetings = new MeetingService({ store, heard, glossary, queue, clock, log, limits, writeMinutes });
  const meetingFolder = (id: string): string => join(folder, 'meetings', id);
  const desk: ForgetDesk = {
    store,
    liveMeetings,
    forgets,
    meetings,
    documents,
    writeMinutes,
    eraseUser: async (journal, userId) => eraseLines(journal, userId),
    thread,
    postOf: async (document) => ({ document, receipt: null, costUsd: null }),
    meetingFolder,
    journalFolder: (id) => join(meetingFolder(id), 'journal'),
    clock,
    log,
  };
  const close = async () => {
    await documents[Symbol.asyncDispose]();
    await database.close();
  };
  return { folder, desk, drafts: createSqliteDraftStore(database), guilds, meetings, thread, clock, lines, close };
}

export type RecordedServer = Awaited<ReturnType<typeof aRecordedServer>>;

/** A finished call of Maya and Tom with everything that there can be of it. */
export async function addCall(
  { desk, drafts, thread }: Pick<RecordedServer, 'desk' | 'drafts' | 'thread'>,
  { id = 'm20261123-090000-aaaa', guildId = 'g1' } = {},
): Promise<string> {
  const { store, liveMeetings, documents, writeMinutes } = desk;
  const folder = desk.meetingFolder(id);
  mkdirSync(desk.journalFolder(id), { recursive: true });
  writeFileSync(join(desk.journalFolder(id), '000001.log'), `${MAYA}:maya-opus-bytes\n${TOM}:${TOMS_SOUND}\n`);
  const meeting = aCall(id, guildId, folder);
  const segments = TALK.map(([user, text], index) => ({
    trackId: user === MAYA ? 't1' : 't2',
    startMs: index * 4_000,
    endMs: index * 4_000 + 3_000,
    text,
    confidence: 0.9,
    language: 'en',
    words: [{ text, startMs: index * 4_000, endMs: index * 4_000 + 3_000, confidence: 0.9 }],
  }));
  const voices = meeting.tracks.flatMap(({ id: trackId, speaker }) => (speaker ? [{ trackId, speaker }] : []));
  const transcript = assembleTranscript(segments, voices, false);
  const { title, startedAtMs, settings } = meeting;
  const input = { meetingId: id, settings, title, startedAtMs, transcript };
  const minutes = await writeMinutes(input, new AbortController().signal);
  await store.createMeeting(meeting);
  for (const [index, segment] of segments.entries()) {
    const place = { trackId: segment.trackId, startSample: index * 64_000, sampleCount: 48_000 };
    await store.saveChunk(id, { ...place, outcome: 'transcribed', reason: null, segments: [segment] });
  }
  await store.saveResult(id, { transcript, minutes });
  for (const caption of captionsOf(transcript)) await store.saveCaption(id, caption);
  const draft = { seat: 'analyst', chunkHash: 'ab', firstId: 's1', lastId: 's5', provider: 'p', model: 'm' };
  await drafts.saveDraft(id, { ...draft, draftJson: JSON.stringify(transcript.utterances) });
  const document = { meeting, transcript, minutes, durationMs: 20_000, warnings: [] };
  for (const format of ['md', 'vtt', 'json'] as const)
    writeFileSync(join(folder, `${id}.${format}`), await documents.render(format, document));
  writeFileSync(join(folder, 'mix.ogg'), `maya-opus-bytes ${TOMS_SOUND}`);
  for (const track of meeting.tracks) writeFileSync(track.path, `${track.speaker?.speaker} has a track`);
  const opening = { meetingId: id, guildId, channelId: 'c1', panelChannelId: 'c1', title, startedAtMs };
  const ref = await thread.open(opening);
  for (const caption of captionsOf(transcript)) thread.showCaption(id, ref, caption);
  for (const [user, name] of [
    [MAYA, 'Maya'],
    [TOM, 'Tom'],
  ] as const)
    for (const key of noticesAbout(user)) await thread.notify(id, ref, key, `${name}, this call is being recorded.`);
  await thread.postMinutes(id, ref, { document, receipt: null, costUsd: null });
  await liveMeetings.save(aLiveMeeting({ meetingId: id, guildId, thread: ref, state: 'done', startedAtMs }));
  return id;
}

/** What people read live: the words of the transcript, and one more of Maya that the final pass heard differently. */
function captionsOf({ utterances }: Transcript): readonly Caption[] {
  const shown = utterances.map((utterance) => ({ ...utterance, trackId: `live-${utterance.speaker}`, isFinal: true }));
  const [first] = shown;
  return first ? [...shown, { ...first, id: 's9', text: 'We decided two move.' }] : [];
}

/** How many times a text stands in the data folder's files and in the posts. */
export function occurrences({ folder, thread }: RecordedServer, text: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const contents = files.map(({ parentPath, name }) => `${name}\n${readFileSync(join(parentPath, name), 'latin1')}`);
  const posts = [...thread.posts.values()].flatMap(({ captions, notices, minutes }) => [
    ...captions.values(),
    ...notices.values(),
    minutes ?? '',
  ]);
  return [...contents, ...posts].reduce((count, content) => count + content.split(text).length - 1, 0);
}

function aCall(id: string, scope: string, folder: string): Meeting {
  const tracks = [
    ['t1', MAYA, 'Maya'],
    ['t2', TOM, 'Tom'],
  ] as const;
  return {
    id,
    title: 'Weekly',
    startedAtMs: Date.UTC(2026, 10, 23, 9),
    state: 'transcribing',
    settings: { chunkMode: 'recording', language: null, model: 'base', template: 'general', scope },
    tracks: tracks.map(([trackId, speaker, name]): MeetingTrack => {
      const fingerprint = { bytes: 1, sha256: '00' };
      const result = { durationMs: 20_000, speechMs: 9_000, warnings: [] };
      return {
        id: trackId,
        path: join(folder, `${speaker}.momtrack`),
        speaker: { speaker, name },
        fingerprint,
        result,
      };
    }),
    failure: null,
  };
}

function eraseLines(journal: string, userId: string): void {
  for (const name of readdirSync(journal)) {
    const lines = readFileSync(join(journal, name), 'utf8').split('\n');
    writeFileSync(join(journal, name), lines.filter((line) => !line.startsWith(`${userId}:`)).join('\n'));
  }
}

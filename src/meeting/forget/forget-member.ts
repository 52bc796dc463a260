import { resolve, sep } from 'node:path';
import { MomError } from '../../errors.ts';
import type { MeetingDocument } from '../../ports/document-writer.ts';
import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import { durationOf } from '../duration-of.ts';
import { folderBytes, rewriteFiles } from '../meeting-files.ts';
import { meetingWarnings } from '../meeting-warnings.ts';
import { noticesAbout } from '../member-notices.ts';
import type { ForgetDesk } from './forget-desk.ts';
import { rewriteWithout } from './rewrite-without.ts';

export interface ForgetRequest {
  /** Guild or workspace. */
  readonly scope: string;
  readonly userId: string;
  /** Null = every meeting of the scope. */
  readonly meetingId: string | null;
}

/** What was deleted. */
export interface ForgetReceipt {
  readonly meetings: number;
  readonly utterances: number;
  /** Statements of minutes that rested on what was said. */
  readonly claims: number;
  readonly audioBytes: number;
  /** Messages that were edited or removed. */
  readonly posts: number;
  /** Meetings that go on or failed to be cleared just now; they are done when they have ended, or at the next start. */
  readonly waiting: number;
}

/** What was deleted of one meeting; null when it has to wait. */
export type ForgottenIn = Omit<ForgetReceipt, 'meetings' | 'waiting'> | null;

const NOTHING: ForgetReceipt = { meetings: 0, utterances: 0, claims: 0, audioBytes: 0, posts: 0, waiting: 0 };

/**
 * Deletes a member's voice and words: journal, chunks, transcript, minutes (written anew), files, posts. Each wish is noted first, so
 * what a crash or an outage breaks off is finished by `resumeForgets`.
 *
 * @throws MomError meeting_unknown, store_failed; an aborted signal's reason
 */
export async function forgetMember(
  { scope, userId, meetingId }: ForgetRequest,
  desk: ForgetDesk,
  signal: AbortSignal,
): Promise<ForgetReceipt> {
  if (meetingId !== null) await checkOwn(meetingId, scope, desk);
  const ids = (await meetingsOf(scope, userId, desk)).filter((id) => meetingId === null || id === meetingId);
  for (const id of ids) await desk.forgets.add({ meetingId: id, userId }, desk.clock.now());
  let receipt = NOTHING;
  for (const id of ids) receipt = addUp(receipt, await tryForget(id, userId, desk, signal));
  if (meetingId !== null) return receipt;
  return { ...receipt, posts: receipt.posts + (await withdrawElsewhere({ scope, userId }, ids, desk, signal)) };
}

/** Who only listened to a meeting left nothing in it but perhaps a notice with the name. Gives how many there were. */
async function withdrawElsewhere(
  { scope, userId }: Pick<ForgetRequest, 'scope' | 'userId'>,
  done: readonly string[],
  { liveMeetings, thread, log }: ForgetDesk,
  signal: AbortSignal,
): Promise<number> {
  if (!thread) return 0;
  let count = 0;
  for (const { meetingId, thread: place } of await liveMeetings.listOfGuild(scope)) {
    signal.throwIfAborted();
    if (!place || done.includes(meetingId)) continue;
    try {
      count += await thread.withdraw(meetingId, place, noticesAbout(userId));
    } catch (error: unknown) {
      signal.throwIfAborted();
      log.warn({ err: error, meetingId }, 'a notice that names who is forgotten still stands');
    }
  }
  return count;
}

/**
 * Fulfils one wish that is noted; null when the meeting has to end first. May be repeated: what is gone already is not touched.
 *
 * @throws MomError journal_locked, journal_failed, store_failed, thread_failed; an aborted signal's reason
 */
export async function forgetIn(
  meetingId: string,
  userId: string,
  desk: ForgetDesk,
  signal: AbortSignal,
): Promise<ForgottenIn> {
  const record = await desk.liveMeetings.find(meetingId);
  if (await isGoingOn(meetingId, record, desk)) return null;
  const audioBytes = await eraseAudio(meetingId, userId, record, desk, signal);
  const rewritten = await desk.meetings.rewrite(() => rewriteWithout(meetingId, userId, desk, signal));
  const document = await documentOf(meetingId, desk);
  await rewriteMeetingFiles(meetingId, document, desk);
  const posts = await redactPosts(meetingId, userId, document, desk);
  await desk.forgets.remove({ meetingId, userId });
  return { ...rewritten, audioBytes, posts };
}

/** Meetings in which the member has a track, and those that may hold the voice although there is none (yet). */
async function meetingsOf(scope: string, userId: string, { store, liveMeetings }: ForgetDesk): Promise<string[]> {
  const undone = (await liveMeetings.listOfGuild(scope)).filter(({ state }) => state !== 'done');
  const heard = await store.listMeetingsOfSpeaker(scope, userId);
  return [...new Set([...heard, ...undone.map(({ meetingId }) => meetingId)])];
}

async function checkOwn(meetingId: string, scope: string, { store, liveMeetings }: ForgetDesk): Promise<void> {
  const meeting = await store.findMeeting(meetingId);
  const record = await liveMeetings.find(meetingId);
  if (meeting?.settings.scope === scope || record?.guildId === scope) return;
  throw new MomError('meeting_unknown', `There is no meeting ${meetingId}.`);
}

/** One meeting that can't be cleared now must not hold up the others; its wish stays noted. */
async function tryForget(id: string, userId: string, desk: ForgetDesk, signal: AbortSignal): Promise<ForgottenIn> {
  signal.throwIfAborted();
  try {
    return await forgetIn(id, userId, desk, signal);
  } catch (error: unknown) {
    signal.throwIfAborted();
    desk.log.warn({ err: error, meetingId: id }, 'forgetting is not finished, will try again');
    return null;
  }
}

function addUp(sum: ForgetReceipt, part: ForgottenIn): ForgetReceipt {
  if (!part) return { ...sum, waiting: sum.waiting + 1 };
  return {
    meetings: sum.meetings + 1,
    utterances: sum.utterances + part.utterances,
    claims: sum.claims + part.claims,
    audioBytes: sum.audioBytes + part.audioBytes,
    posts: sum.posts + part.posts,
    waiting: sum.waiting,
  };
}

/** Whoever still records or transcribes would write the words again. */
async function isGoingOn(meetingId: string, record: LiveMeetingRecord | null, { store }: ForgetDesk): Promise<boolean> {
  if (record) return record.state === 'recording' || record.state === 'processing';
  const state = (await store.findMeeting(meetingId))?.state;
  return state === 'transcribing' || state === 'transcribed';
}

/** Gives how many bytes of sound are gone. */
async function eraseAudio(
  meetingId: string,
  userId: string,
  record: LiveMeetingRecord | null,
  desk: ForgetDesk,
  signal: AbortSignal,
): Promise<number> {
  const folder = desk.journalFolder(meetingId);
  const before = await folderBytes(folder);
  if (before === 0) return 0;
  await desk.eraseUser(folder, userId, { key: record?.journalKey ?? null, signal });
  return Math.max(0, before - (await folderBytes(folder)));
}

async function documentOf(meetingId: string, { store }: ForgetDesk): Promise<MeetingDocument | null> {
  const meeting = await store.findMeeting(meetingId);
  const result = meeting && (await store.findResult(meetingId));
  if (!meeting || !result) return null;
  const { transcript } = result;
  const warnings = meetingWarnings(meeting, transcript, await store.listChunks(meetingId));
  return { meeting, ...result, durationMs: durationOf(meeting, transcript), warnings };
}

/** The journal has no trace of the member any more, and the other members' tracks never had one. */
async function rewriteMeetingFiles(
  meetingId: string,
  document: MeetingDocument | null,
  desk: ForgetDesk,
): Promise<void> {
  const tracks = (await desk.store.findMeeting(meetingId))?.tracks ?? [];
  const paths = new Set(tracks.map(({ path }) => resolve(path)));
  const journal = resolve(desk.journalFolder(meetingId)) + sep;
  const isKept = (path: string): boolean => paths.has(resolve(path)) || resolve(path).startsWith(journal);
  const folder = desk.meetingFolder(meetingId);
  await rewriteFiles({ folder, document, isKept, documents: desk.documents, log: desk.log });
}

async function redactPosts(
  meetingId: string,
  userId: string,
  document: MeetingDocument | null,
  { store, liveMeetings, thread, postOf }: ForgetDesk,
): Promise<number> {
  const record = await liveMeetings.find(meetingId);
  if (!record?.thread) return 0;
  if (!thread) throw new MomError('thread_failed', 'the platform of this meeting does not run here');
  const captions = (await store.findMeeting(meetingId)) ? await store.listCaptions(meetingId) : [];
  const kept = new Set([...captions, ...(document?.transcript.utterances ?? [])].map(({ id }) => id));
  const notices = await thread.withdraw(meetingId, record.thread, noticesAbout(userId));
  return notices + (await thread.redact(meetingId, record.thread, kept, document && (await postOf(document))));
}

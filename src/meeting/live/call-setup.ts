import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GuildSettings } from '../../domain/guild.ts';
import type { MeetingSettings } from '../../domain/meeting.ts';
import { MomError } from '../../errors.ts';
import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import type { StartRequest } from '../../ports/live-meetings.ts';
import type { PresentMember } from '../../ports/voice-presence.ts';
import { JOURNAL_FOLDER } from '../../recording/index.ts';
import type { JournalFacts } from './journal-facts.ts';
import type { LiveDesk } from './live-desk.ts';
import { placeOf, type ThreadPlace, tryOpenThread } from './open-thread.ts';

/** AES-256. */
const KEY_BYTES = 32;
/** More does not fit into a prompt. */
const MAX_VOCABULARY = 100;

/** Which call it is. */
export interface CallParts {
  readonly meetingId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly desk: LiveDesk;
}

/** What a call is recorded with. */
export interface CallSetup {
  readonly record: LiveMeetingRecord;
  readonly place: ThreadPlace;
  readonly title: string;
  readonly settings: MeetingSettings;
  readonly announcement: 'tone' | 'none';
  /** Name of whoever started it; null when nobody did. */
  readonly startedBy: string | null;
  /** Who is there now. */
  readonly members: readonly PresentMember[];
  /** Members who opted out. */
  readonly excluded: readonly string[];
  /** Words that captions may expect; without any they expect nothing. */
  readonly terms: readonly string[];
  readonly journalFolder: string;
  /** What an earlier process recorded of this call. */
  readonly before: JournalFacts | null;
}

export const journalFolderOf = (meetingId: string, desk: Pick<LiveDesk, 'meetingFolder'>): string =>
  join(desk.meetingFolder(meetingId), JOURNAL_FOLDER);

/**
 * Notes a call down and shows it, before anything is recorded: from here on a crash loses nothing.
 *
 * @throws MomError voice_forbidden, voice_full, thread_forbidden, store_failed; the signal's reason
 */
export async function setUpCall(
  meetingId: string,
  request: StartRequest,
  desk: LiveDesk,
  signal: AbortSignal,
): Promise<CallSetup> {
  const { guildId, channelId, caller, textChannelId } = request;
  const server = await desk.guilds.settings(guildId);
  const settings = desk.settingsFor(guildId, server, request);
  const title = request.title ?? desk.presence.channelName(guildId, channelId) ?? 'Meeting';
  const place = placeOf(server, textChannelId, channelId);
  desk.presence.checkPermissions(guildId, channelId, place.channelId);
  const startedAtMs = desk.clock.now();
  const isAsked = textChannelId !== null;
  const record: LiveMeetingRecord = {
    ...{ meetingId, guildId, voiceChannelId: channelId, callChannelId: channelId, textChannelId },
    ...{ startedAtMs, thread: null },
    journalKey: server.encryptsAudio ? Uint8Array.from(randomBytes(KEY_BYTES)) : null,
    state: 'recording',
    startedBy: isAsked ? caller.userId : null,
  };
  await desk.liveMeetings.save(record); // first, so that a crash leaves nothing that nobody looks after
  await desk.meetings.beginLive({ id: meetingId, title, startedAtMs, settings });
  const thread = await tryOpenThread(record, title, place, desk, signal);
  await desk.liveMeetings.save({ ...record, thread });
  const startedBy = isAsked ? caller.name : null;
  return completed({ record: { ...record, thread }, place, title, settings, startedBy, before: null }, server, desk);
}

/**
 * The same for a call that an earlier process began. Where something is recorded already, the thread has to wait for the recording.
 *
 * @throws MomError thread_forbidden, store_failed; the signal's reason
 */
export async function setUpAgain(
  known: LiveMeetingRecord,
  before: JournalFacts | null,
  desk: LiveDesk,
  signal: AbortSignal,
): Promise<CallSetup> {
  const { title, settings } = await desk.meetings.find(known.meetingId);
  const server = await desk.guilds.settings(known.guildId);
  const place = placeOf(server, known.textChannelId, known.voiceChannelId);
  const isThreadDue = known.thread === null && before === null;
  const thread = isThreadDue ? await tryOpenThread(known, title, place, desk, signal) : known.thread;
  const record = { ...known, thread };
  if (isThreadDue) await desk.liveMeetings.save(record);
  const setup = await completed({ record, place, title, settings, startedBy: null, before }, server, desk);
  const starter = setup.members.find(({ userId }) => userId === record.startedBy);
  return { ...setup, startedBy: starter?.name ?? null, announcement: before ? 'none' : setup.announcement };
}

/** People in a voice channel; nobody where the platform does not know it. */
export async function peopleIn(
  guildId: string,
  channelId: string,
  { presence, log }: Pick<LiveDesk, 'presence' | 'log'>,
): Promise<readonly PresentMember[]> {
  try {
    return await presence.whoIsThere(guildId, channelId);
  } catch (error: unknown) {
    log.warn({ err: error, guildId, channelId }, 'nobody knows who is there');
    return [];
  }
}

/** What an earlier process began and nobody waits for: its panel may stand somewhere, though the record does not say where. */
export async function discardPast(record: LiveMeetingRecord, desk: LiveDesk, signal: AbortSignal): Promise<void> {
  const { meetingId, guildId, textChannelId, voiceChannelId } = record;
  if (!record.thread) {
    const place = placeOf(await desk.guilds.settings(guildId), textChannelId, voiceChannelId);
    const thread = await tryOpenThread(record, 'Meeting', place, desk, signal).catch((error: unknown) => {
      desk.log.warn({ err: error, meetingId }, 'nobody can look what stands of a start');
      return null;
    });
    await desk.liveMeetings.save({ ...record, thread });
  }
  await discardCall(meetingId, desk);
}

/**
 * Nothing of a call that never was recorded stays anywhere; what can't be removed is logged. The meeting goes first: should the process
 * die from there on, the next one does not go on with it.
 */
export async function discardCall(meetingId: string, desk: LiveDesk): Promise<void> {
  const record = await desk.liveMeetings.find(meetingId);
  const steps = [
    () => desk.seatsRead.forget(meetingId),
    () => desk.meetings.forget(meetingId),
    async () => {
      if (record?.thread) await desk.thread.remove(meetingId, record.thread);
    },
    () => rm(desk.meetingFolder(meetingId), { recursive: true, force: true }),
    () => desk.liveMeetings.delete(meetingId),
  ];
  for (const step of steps) {
    await step().catch((error: unknown) => desk.log.warn({ err: error, meetingId }, 'a start left something behind'));
  }
}

type Begun = Pick<CallSetup, 'record' | 'place' | 'title' | 'settings' | 'startedBy' | 'before'>;

async function completed(begun: Begun, server: GuildSettings, desk: LiveDesk): Promise<CallSetup> {
  const { guildId, callChannelId, meetingId } = begun.record;
  const members = await peopleIn(guildId, callChannelId, desk);
  return {
    ...begun,
    members,
    announcement: server.announcement === 'tone' ? 'tone' : 'none',
    excluded: [...(await desk.guilds.optedOut(guildId))],
    terms: await termsOf(members, begun.record, desk),
    journalFolder: journalFolderOf(meetingId, desk),
  };
}

/**
 * Names, what people here taught, what the platform shows. Nothing where nothing was taught, as in the final pass (`promptOf`): every
 * prompt is something that an engine can repeat instead of listening.
 */
async function termsOf(
  members: readonly PresentMember[],
  { guildId, callChannelId }: LiveMeetingRecord,
  { glossary, presence }: LiveDesk,
): Promise<readonly string[]> {
  const taught = await glossary.terms(guildId);
  if (taught.length === 0) return [];
  const names = members.map(({ name }) => name);
  return [...names, ...taught, ...presence.vocabulary(guildId, callChannelId, MAX_VOCABULARY)];
}

/** A call that is asked for while another goes on; a null title is not known yet. */
export const voiceBusy = (title: string | null): MomError =>
  new MomError(
    'voice_busy',
    title === null
      ? 'Somebody has just started a recording on this server, and one account can only be in one call of a server; see /mom status.'
      : `"${title}" is being recorded on this server already; stop it first with /mom stop.`,
  );

import { mkdir } from 'node:fs/promises';
import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import { writeTrackFile } from '../../recording/index.ts';
import { forgottenUsers } from '../forget/resume-forgets.ts';
import type { MemberRecording } from '../meeting-service.ts';
import { journalFolderOf } from './call-setup.ts';
import type { JournalFacts } from './journal-facts.ts';
import type { LiveDesk } from './live-desk.ts';
import { trackIdOf } from './track-id.ts';

/**
 * A file for everybody who was heard in a call; whoever asked to be forgotten meanwhile has none, and no caption either. May be repeated.
 *
 * @throws MomError export_failed, store_failed
 */
export async function heardMembers(
  { meetingId, guildId }: LiveMeetingRecord,
  facts: JournalFacts | null,
  desk: LiveDesk,
): Promise<readonly MemberRecording[]> {
  const forgotten = await forgottenUsers(desk.forgets, meetingId);
  await removeCaptionsOf(forgotten, meetingId, desk);
  if (!facts) return [];
  const folder = desk.meetingFolder(meetingId);
  const track = { meetingId, journal: journalFolderOf(meetingId, desk), durationMs: facts.lastAtMs - facts.zeroMs };
  const isHeard = (userId: string): boolean => !forgotten.has(userId) && !desk.presence.isBot(guildId, userId);
  const heard = facts.receipt.members.filter(({ userId, packets }) => packets > 0 && isHeard(userId));
  await mkdir(folder, { recursive: true });
  const recordings: MemberRecording[] = [];
  for (const { userId, name } of heard) {
    const path = await writeTrackFile(folder, { ...track, userId });
    recordings.push({ trackId: trackIdOf(userId), path, speaker: { speaker: userId, name } });
  }
  return recordings;
}

async function removeCaptionsOf(
  users: ReadonlySet<string>,
  meetingId: string,
  { store }: Pick<LiveDesk, 'store'>,
): Promise<void> {
  if (users.size === 0) return;
  const captions = await store.listCaptions(meetingId);
  const theirs = captions.filter(({ speaker }) => users.has(speaker));
  await store.removeCaptions(
    meetingId,
    theirs.map(({ id }) => id),
  );
}

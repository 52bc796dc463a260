import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MomError } from '../../errors.ts';
import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import type { UploadedRecording } from '../../ports/live-meetings.ts';
import { newMeetingId } from '../meeting-id.ts';
import { download } from './download.ts';
import type { LiveDesk } from './live-desk.ts';

/** Longer names help nobody and hurt some file systems. */
const MAX_NAME = 100;

/**
 * Notes a recording down that somebody uploaded; gives the meeting's id. Nothing stays of one that can't be had.
 *
 * @throws MomError recording_…, store_failed; the signal's reason
 */
export async function takeUpload(upload: UploadedRecording, desk: LiveDesk, signal: AbortSignal): Promise<string> {
  const { guildId, channelId, caller, title, bytes } = upload;
  const name = fileName(upload.name);
  if (bytes !== null && bytes > desk.maxUploadBytes)
    throw new MomError('recording_too_large', `the limit is ${Math.floor(desk.maxUploadBytes / 1_000_000)} MB`, {
      file: name,
    });
  const startedAtMs = desk.clock.now();
  const id = newMeetingId(startedAtMs);
  const settings = desk.settingsFor(guildId, await desk.guilds.settings(guildId), upload);
  const record: LiveMeetingRecord = {
    ...{ meetingId: id, guildId, voiceChannelId: channelId, startedAtMs, startedBy: caller.userId },
    ...{ callChannelId: channelId, textChannelId: null, thread: null, journalKey: null, state: 'processing' },
  };
  await desk.liveMeetings.save(record);
  try {
    const path = await bring(upload, join(desk.meetingFolder(id), name), desk, signal);
    const recordings = [{ path, speaker: null }];
    await desk.meetings.begin({ id, title: title ?? name, startedAtMs, recordings, settings }, signal);
    return id;
  } catch (error: unknown) {
    await rm(desk.meetingFolder(id), { recursive: true, force: true });
    await desk.liveMeetings.delete(id);
    throw error;
  }
}

async function bring(
  { source }: UploadedRecording,
  path: string,
  { fetch, isAttachment, maxUploadBytes }: LiveDesk,
  signal: AbortSignal,
): Promise<string> {
  if ('path' in source) return source.path;
  await download(source.url, path, { fetch, isAllowed: isAttachment, maxBytes: maxUploadBytes, signal });
  return path;
}

/** A stranger named it: no folders, no hidden file, nothing that is no letter, number or point. */
function fileName(name: string): string {
  const plain = basename(name)
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^\.+/, '');
  return plain.slice(-MAX_NAME) || 'recording';
}

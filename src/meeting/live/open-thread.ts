import type { GuildSettings } from '../../domain/guild.ts';
import { toMomError } from '../../errors.ts';
import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import type { ThreadRef } from '../../ports/meeting-thread.ts';
import type { LiveDesk } from './live-desk.ts';

/** Channels in which a meeting's thread and its panel stand. */
export interface ThreadPlace {
  readonly channelId: string;
  readonly panelChannelId: string;
}

/** `textChannelId`: where the call was made, null when nobody made one. */
export function placeOf(
  { threadChannelId }: GuildSettings,
  textChannelId: string | null,
  voiceChannelId: string,
): ThreadPlace {
  const channelId = threadChannelId ?? textChannelId ?? voiceChannelId;
  return { channelId, panelChannelId: textChannelId ?? channelId };
}

/** @throws MomError thread_forbidden, thread_failed; the signal's reason */
export function openThread(
  { meetingId, guildId, startedAtMs }: LiveMeetingRecord,
  title: string,
  place: ThreadPlace,
  { thread }: Pick<LiveDesk, 'thread'>,
  signal: AbortSignal,
): Promise<ThreadRef> {
  return thread.open({ meetingId, guildId, ...place, title, startedAtMs }, signal);
}

/**
 * Null while the platform can't be reached, which must not keep a call from being recorded.
 *
 * @throws MomError thread_forbidden; the signal's reason
 */
export async function tryOpenThread(
  record: LiveMeetingRecord,
  title: string,
  place: ThreadPlace,
  desk: Pick<LiveDesk, 'thread' | 'log'>,
  signal: AbortSignal,
): Promise<ThreadRef | null> {
  try {
    return await openThread(record, title, place, desk, signal);
  } catch (error: unknown) {
    signal.throwIfAborted();
    const fault = toMomError(error);
    if (fault.code !== 'thread_failed') throw fault;
    desk.log.warn({ err: error, meetingId: record.meetingId }, 'no thread for now');
    return null;
  }
}

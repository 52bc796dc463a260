import { systemClock } from '../../../src/clock.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { MinutesPost, ThreadRef } from '../../../src/ports/meeting-thread.ts';
import { aDocument } from './a-document.ts';
import type { Server } from './rig.ts';

/** A session whose meeting m1 has its thread. */
export async function opened(session: Server) {
  const { platform, guild, general } = session;
  const place = { guildId: guild.id, channelId: general.id, panelChannelId: general.id };
  const thread = await platform.thread.open({ meetingId: 'm1', ...place, title: 'Standup', startedAtMs: 0 });
  return { thread, channel: guild.channel(thread.threadId) };
}

export const aPost = (changes: Partial<MinutesPost> = {}): MinutesPost => ({
  document: aDocument(),
  receipt: null,
  costUsd: 0.0123,
  ...changes,
});

/** Half a minute is a second. */
export const hastyClock: Clock = { now: systemClock.now, delay: (ms, signal) => systemClock.delay(ms / 30, signal) };

export const texts = (session: Server, thread: ThreadRef) =>
  session.guild.channel(thread.threadId).visible.map(({ text }) => text);

import type { ThreadRef } from '../../../ports/meeting-thread.ts';
import type { LinkOf } from '../render/minutes-blocks.ts';
import type { MeetingPosts } from './meeting-posts.ts';

/** Leads from a moment to the message of captions that holds it: by what is quoted, else by time. */
export function linksTo({ groups, thread }: MeetingPosts, { guildId }: ThreadRef): LinkOf {
  const turns = groups.all.flatMap((group) => {
    const { channelId, messageId, state } = thread.find(group.key) ?? {};
    if (!messageId || state === 'gone') return [];
    const ids = new Set(group.captions.map(({ id }) => id));
    return [{ startMs: group.startMs, ids, url: `https://discord.com/channels/${guildId}/${channelId}/${messageId}` }];
  });
  return (evidence, startMs) => {
    const quoted = turns.find(({ ids }) => evidence.some((id) => ids.has(id)));
    return (quoted ?? turns.findLast((turn) => turn.startMs <= startMs))?.url ?? null;
  };
}

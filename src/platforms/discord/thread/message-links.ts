import type { ThreadRef } from '../../../ports/meeting-thread.ts';
import type { MomentOf } from '../render/live-draft.ts';
import type { LinkOf } from '../render/minutes-blocks.ts';
import type { MeetingPosts } from './meeting-posts.ts';

/** Leads from a moment to the message of captions that holds it: by what is quoted, else by time. */
export function linksTo(posts: MeetingPosts, { guildId }: ThreadRef): LinkOf {
  const turns = posts.groups.all.flatMap((group) => {
    const url = urlOf(group.key, posts, guildId);
    return url === null ? [] : [{ startMs: group.startMs, ids: new Set(group.captions.map(({ id }) => id)), url }];
  });
  return (evidence, startMs) => {
    const quoted = turns.find(({ ids }) => evidence.some((id) => ids.has(id)));
    return (quoted ?? turns.findLast((turn) => turn.startMs <= startMs))?.url ?? null;
  };
}

/** Tells when the first of what is quoted was said, and leads to its message once that stands there. */
export function momentsIn(posts: MeetingPosts, { guildId }: ThreadRef): MomentOf {
  return (evidence) => {
    for (const { key, captions } of posts.groups.all) {
      const quoted = captions.find(({ id }) => evidence.includes(id));
      if (quoted) return { startMs: quoted.startMs, url: urlOf(key, posts, guildId) };
    }
    return null;
  };
}

function urlOf(key: string, { thread }: MeetingPosts, guildId: string): string | null {
  const { channelId, messageId, state } = thread.find(key) ?? {};
  return !messageId || state === 'gone' ? null : `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}

import type { LaneParts } from './lane-parts.ts';
import type { LanePost } from './lane-post.ts';
import { restFault } from './rest-fault.ts';

/**
 * The message of an attempt whose answer never came, after Discord has forgotten its nonce. Posts of a meeting are sent one after another,
 * so it is one of ours, behind the last that is known, that no other post owns, and with the same beginning. Null when it did not arrive,
 * or when the history can't be read.
 */
export async function findEarlier(
  post: LanePost,
  posts: readonly LanePost[],
  { poster, botId }: Pick<LaneParts, 'poster' | 'botId'>,
  signal: AbortSignal,
): Promise<string | null> {
  const here = posts.filter(({ record }) => record.channelId === post.record.channelId);
  const known = new Set(here.map(({ record }) => record.messageId));
  const last = here.findLast(({ record }) => record.messageId !== null && record.position < post.record.position);
  try {
    const listed = await poster.after(post.record.channelId, last?.record.messageId ?? null, signal);
    const ours = listed.filter(({ id, authorId }) => authorId === botId() && !known.has(id));
    return ours.find((message) => beginningOf(message) === beginningOf(post.wanted?.body ?? {}))?.id ?? null;
  } catch (error: unknown) {
    signal.throwIfAborted();
    if (restFault(error) === 'forbidden') return null;
    throw error;
  }
}

/** Later captions only lengthen a message, so its beginning stays. Discord trims what it is sent and numbers components. */
const BEGINNING = 40;

function beginningOf(body: { readonly content?: string; readonly components?: unknown }): string {
  if (body.content) return body.content.trim().slice(0, BEGINNING);
  const texts = JSON.stringify(body.components ?? '').match(/"(?:content|custom_id)":"(?:[^"\\]|\\.)*"/g) ?? [];
  return texts.join().slice(0, BEGINNING);
}

import { createHash } from 'node:crypto';
import type { APIMessageTopLevelComponent } from 'discord.js';
import { MessageFlags } from 'discord.js';

export interface PostFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A message as we want it to stand: plain content, or components (which exclude content). */
export type PostBody =
  | { readonly content: string; readonly files?: readonly PostFile[] }
  | { readonly components: readonly APIMessageTopLevelComponent[]; readonly files?: readonly PostFile[] };

/** What tells one body from another; two bodies with the same hash need no edit. */
export function hashOf(body: PostBody): string {
  const hash = createHash('sha256').update(JSON.stringify({ ...body, files: undefined }));
  for (const { name, bytes } of body.files ?? []) hash.update(name).update(bytes);
  return hash.digest('base64url');
}

/** The same post is the same nonce, in whatever process. At most 25 characters (docs: "Create Message"). */
export const nonceOf = (meetingId: string, key: string): string =>
  createHash('sha256').update(`${meetingId}\n${key}`).digest('base64url').slice(0, 24);

/** JSON and files of a request. Mentions are off in the call itself, whatever the text says. */
export function toRequest(body: PostBody) {
  const files = (body.files ?? []).map(({ name, bytes }) => ({ name, data: Buffer.from(bytes) }));
  const shown =
    'content' in body
      ? { content: body.content }
      : { components: body.components, flags: MessageFlags.IsComponentsV2 as number };
  // Files that are not listed are taken away: an edit replaces them all.
  const attachments = files.map(({ name }, id) => ({ id, filename: name }));
  return { body: { ...shown, attachments, allowed_mentions: { parse: [] } }, files };
}

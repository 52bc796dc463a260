import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { type PostBody, toRequest } from './post-body.ts';

const messageSchema = z.object({ id: z.string() });
const listSchema = z.array(
  z.object({ id: z.string(), content: z.string(), author: z.object({ id: z.string() }), components: z.unknown() }),
);
/** docs: "Get Channel Messages" */
const LISTED = 50;
/** One of 60, 1440, 4320, 10080 (docs: "Start Thread"): a week, so that the minutes stay in view. */
const ARCHIVE_AFTER_MIN = 10_080;

export interface FoundMessage {
  readonly id: string;
  readonly authorId: string;
  readonly content: string;
  readonly components: unknown;
}

/** The few requests that posts are made of. Each throws what discord.js throws; see `restFault`. */
export class Poster {
  readonly #rest: REST;

  constructor(rest: REST) {
    this.#rest = rest;
  }

  /** With the nonce of an earlier attempt of the last minutes, that one's message. */
  async create(channelId: string, body: PostBody, nonce: string, signal: AbortSignal): Promise<string> {
    const { body: json, files } = toRequest(body);
    const request = { body: { ...json, nonce, enforce_nonce: true }, files, signal };
    return messageSchema.parse(await this.#rest.post(Routes.channelMessages(channelId), request)).id;
  }

  async edit(channelId: string, messageId: string, body: PostBody, signal: AbortSignal): Promise<void> {
    await this.#rest.patch(Routes.channelMessage(channelId, messageId), { ...toRequest(body), signal });
  }

  async delete(channelId: string, messageId: string, signal: AbortSignal): Promise<void> {
    await this.#rest.delete(Routes.channelMessage(channelId, messageId), { signal });
  }

  /** Messages after one that is known, the oldest first; the newest ones where none is. */
  async after(channelId: string, messageId: string | null, signal: AbortSignal): Promise<readonly FoundMessage[]> {
    const query = new URLSearchParams({ limit: String(LISTED), ...(messageId === null ? {} : { after: messageId }) });
    const listed = listSchema.parse(await this.#rest.get(Routes.channelMessages(channelId), { query, signal }));
    return listed
      .map(({ id, author, content, components }) => ({ id, authorId: author.id, content, components }))
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  }

  /** The thread has the id of the message that bears it. */
  async startThread(channelId: string, messageId: string, name: string, signal?: AbortSignal): Promise<string> {
    const request = { body: { name, auto_archive_duration: ARCHIVE_AFTER_MIN }, ...(signal ? { signal } : {}) };
    return messageSchema.parse(await this.#rest.post(Routes.threads(channelId, messageId), request)).id;
  }

  async unarchive(threadId: string, signal: AbortSignal): Promise<void> {
    await this.#rest.patch(Routes.channel(threadId), { body: { archived: false }, signal });
  }

  async deleteThread(threadId: string, signal: AbortSignal): Promise<void> {
    await this.#rest.delete(Routes.channel(threadId), { signal });
  }
}

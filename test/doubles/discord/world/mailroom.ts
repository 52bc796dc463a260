import type { Json } from '../json.ts';
import type { Notices } from '../notices.ts';
import type { UploadedFile } from '../rest/request.ts';
import type { LocalChannel } from './channel.ts';
import { LocalMessage, type MessageSource, type StoredFile } from './message.ts';
import { channelJson, messageJson } from './render.ts';
import type { World } from './world.ts';

/** docs: attachment URLs are signed and expire; Discord's hold for a day. */
const URL_LIFE_MS = 24 * 3_600_000;

export interface MailroomParts {
  readonly world: World;
  readonly notices: Notices;
  readonly dispatch: (event: string, data: unknown, guildId: string | null) => void;
  /** Where files are downloaded: scheme, host and port. */
  readonly cdnUrl: () => string;
}

/** Posts, edits and deletes messages, keeps files, and tells everybody. */
export class Mailroom {
  readonly #parts: MailroomParts;
  readonly #files = new Map<string, StoredFile>();

  constructor(parts: MailroomParts) {
    this.#parts = parts;
  }

  post(channel: LocalChannel, body: Json, files: readonly StoredFile[], source: MessageSource): LocalMessage {
    const { world, notices } = this.#parts;
    const message = new LocalMessage(world.ids.next(), channel, body, files, source);
    world.messages.set(message.id, message);
    channel.messages.push(message);
    channel.isArchived = false;
    if (message.onlyFor === null) this.#tell('MESSAGE_CREATE', channel, messageJson(world, message));
    notices.emit('message', message);
    return message;
  }

  /** A message of a person. */
  postFrom(authorId: string, channel: LocalChannel, content: string, files: readonly StoredFile[] = []): LocalMessage {
    const createdAtMs = this.#parts.world.clock.now();
    return this.post(channel, { content }, files, { authorId, createdAtMs });
  }

  edit(message: LocalMessage, changes: Json, files: readonly StoredFile[]): void {
    const { world, notices } = this.#parts;
    message.edit(changes, files, world.clock.now());
    if (message.onlyFor === null) this.#tell('MESSAGE_UPDATE', message.channel, messageJson(world, message));
    notices.emit('message-edit', message);
  }

  delete(message: LocalMessage): void {
    message.isDeleted = true;
    const { id, channel } = message;
    const place = { id, channel_id: channel.id, ...(channel.guild ? { guild_id: channel.guild.id } : {}) };
    if (message.onlyFor === null) this.#tell('MESSAGE_DELETE', channel, place);
    this.#parts.notices.emit('message-delete', message);
  }

  react(message: LocalMessage, emoji: string, userId: string): void {
    const users = message.reactions.get(emoji) ?? new Set();
    message.reactions.set(emoji, users.add(userId));
    const { channel } = message;
    const place = { channel_id: channel.id, message_id: message.id, guild_id: channel.guild?.id };
    const data = { ...place, user_id: userId, emoji: { id: null, name: emoji }, burst: false, type: 0 };
    this.#tell('MESSAGE_REACTION_ADD', channel, data);
    this.#parts.notices.emit('reaction', { message, emoji, userId });
  }

  unreact(message: LocalMessage, emoji: string, userId: string): void {
    message.reactions.get(emoji)?.delete(userId);
  }

  announceThread(thread: LocalChannel): void {
    const data = { ...channelJson(this.#parts.world, thread), newly_created: true };
    this.#tell('THREAD_CREATE', thread, data);
    this.#parts.notices.emit('thread', thread);
  }

  /** A channel or thread that the bot deletes, with the messages in it. */
  removeChannel(channel: LocalChannel): void {
    channel.isDeleted = true;
    const data = channelJson(this.#parts.world, channel);
    this.#tell(channel.isThread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channel, data);
  }

  announceChannelEdit(channel: LocalChannel): void {
    const event = channel.isThread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE';
    this.#tell(event, channel, channelJson(this.#parts.world, channel));
    this.#parts.notices.emit('channel-edit', channel);
  }

  keepFile(channel: LocalChannel, file: Omit<UploadedFile, 'field'>, description: string | null = null): StoredFile {
    const { world, cdnUrl } = this.#parts;
    const id = world.ids.next();
    const expires = Math.floor((world.clock.now() + URL_LIFE_MS) / 1000).toString(16);
    const path = `/attachments/${channel.id}/${id}/${encodeURIComponent(file.name)}`;
    const url = `${cdnUrl()}${path}?ex=${expires}&is=0&hm=0`;
    const { name, contentType, data } = file;
    const stored = { id, name, contentType, data, url, description };
    this.#files.set(id, stored);
    return stored;
  }

  /** What the CDN gives: null for a file that isn't there or a URL that has expired. */
  file(id: string, expires: string | null): StoredFile | null {
    const expiresMs = Number.parseInt(expires ?? '0', 16) * 1000;
    return expiresMs > this.#parts.world.clock.now() ? (this.#files.get(id) ?? null) : null;
  }

  #tell(event: string, channel: LocalChannel, data: unknown): void {
    this.#parts.dispatch(event, data, channel.guild?.id ?? null);
  }
}

import { asJson, asText, type Json } from '../../json.ts';
import type { LocalChannel } from '../../world/channel.ts';
import { type LocalMessage, messageFlag } from '../../world/message.ts';
import { messageJson } from '../../world/render.ts';
import { checkUploads, keptFiles, storeUploads } from '../attachments.ts';
import { channelOf, messageOf, need, type RestContext } from '../context.ts';
import { code, missingPermissions, RestRefusal, unknown } from '../refusal.ts';
import { noContent, ok, type RestCall, type Route } from '../router.ts';
import { checkMessage } from '../rules/messages.ts';

/** docs: with `enforce_nonce` a message of the last few minutes with the same nonce is given back instead. */
const NONCE_LIFE_MS = 5 * 60_000;
const REPLY = 19;

/** docs: "Messages Resource" */
export function messageRoutes(context: RestContext): readonly Route[] {
  const at = (call: RestCall): LocalChannel => channelOf(context, call.params[0] ?? '');
  const messageAt = (call: RestCall) => messageOf(at(call), call.params[1] ?? '');
  const render = (message: LocalMessage) => messageJson(context.world, message);
  return [
    {
      method: 'POST',
      path: '/channels/:channel/messages',
      handle: (call) => ok(render(create(context, at(call), call))),
    },
    { method: 'GET', path: '/channels/:channel/messages', handle: (call) => ok(list(at(call), call).map(render)) },
    { method: 'GET', path: '/channels/:channel/messages/:message', handle: (call) => ok(render(messageAt(call))) },
    {
      method: 'PATCH',
      path: '/channels/:channel/messages/:message',
      handle: (call) => ok(render(edit(context, messageAt(call), call))),
    },
    {
      method: 'DELETE',
      path: '/channels/:channel/messages/:message',
      handle: (call) => {
        const message = messageAt(call);
        if (message.authorId !== context.world.bot.id) need(message.channel, 'MANAGE_MESSAGES');
        context.mailroom.delete(message);
        return noContent;
      },
    },
    {
      method: 'POST',
      path: '/channels/:channel/typing',
      handle: (call) => {
        at(call).typingCount += 1;
        return noContent;
      },
    },
  ];
}

function create(context: RestContext, channel: LocalChannel, call: RestCall): LocalMessage {
  const { world, mailroom } = context;
  need(channel, channel.isThread ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES');
  if (channel.isLocked) throw new RestRefusal(400, code.THREAD_ARCHIVED, 'Thread is archived');
  const uploads = checkUploads(call.files, asJson(call.body), context.fileLimitBytes);
  const fileNames = uploads.map(({ file }) => file.name);
  const body = checkMessage(call.body, { fileNames, mayBeEphemeral: false });
  if (fileNames.length > 0) need(channel, 'ATTACH_FILES');
  const known = sameNonce(context, channel, body);
  if (known) return known;
  const type = checkReference(channel, body) ? REPLY : 0;
  const source = { authorId: world.bot.id, createdAtMs: world.clock.now(), type };
  return mailroom.post(channel, body, storeUploads(context, channel, uploads), source);
}

function sameNonce({ world }: RestContext, channel: LocalChannel, body: Json): LocalMessage | null {
  if (body['enforce_nonce'] !== true || body['nonce'] === undefined || body['nonce'] === null) return null;
  const sinceMs = world.clock.now() - NONCE_LIFE_MS;
  const isSame = (message: LocalMessage) =>
    message.authorId === world.bot.id && message.createdAtMs >= sinceMs && message.body['nonce'] === body['nonce'];
  return channel.visible.find(isSame) ?? null;
}

function checkReference(channel: LocalChannel, body: Json): boolean {
  const reference = asJson(body['message_reference']);
  const id = asText(reference['message_id']);
  if (id === '') return false;
  need(channel, 'READ_MESSAGE_HISTORY');
  const exists = channel.visible.some((message) => message.id === id);
  if (!exists && reference['fail_if_not_exists'] !== false) throw unknown('Message', code.UNKNOWN_MESSAGE);
  return exists;
}

function list(channel: LocalChannel, { query }: RestCall): readonly LocalMessage[] {
  need(channel, 'READ_MESSAGE_HISTORY');
  const limit = Number(query.get('limit') ?? 50);
  const before = query.get('before');
  const after = query.get('after');
  const shown = channel.visible
    .filter(({ onlyFor }) => onlyFor === null)
    .filter(
      ({ id }) => (before === null || BigInt(id) < BigInt(before)) && (after === null || BigInt(id) > BigInt(after)),
    );
  const page = after === null ? shown.slice(-limit) : shown.slice(0, limit);
  return page.toReversed();
}

/** Changes a message of the bot: what it will be is checked as a whole. */
export function edit(context: RestContext, message: LocalMessage, call: RestCall): LocalMessage {
  if (message.authorId !== context.world.bot.id) throw missingPermissions('message of somebody else');
  const changes = asJson(call.body);
  const uploads = checkUploads(call.files, changes, context.fileLimitBytes);
  const kept = keptFiles(message.files, changes);
  const fileNames = [...kept.map(({ name }) => name), ...uploads.map(({ file }) => file.name)];
  const merged = { ...message.body, ...changes, flags: mergedFlags(message, changes) };
  const checked = checkMessage(merged, { fileNames, mayBeEphemeral: message.interactionId !== null });
  context.mailroom.edit(message, checked, [...kept, ...storeUploads(context, message.channel, uploads)]);
  return message;
}

/** IS_COMPONENTS_V2 may be set but never taken away; EPHEMERAL stays as it was; LOADING ends with the first edit. */
function mergedFlags(message: LocalMessage, changes: Json): number {
  const kept = message.flags & (messageFlag.IS_COMPONENTS_V2 | messageFlag.EPHEMERAL);
  const asked = typeof changes['flags'] === 'number' ? changes['flags'] : 0;
  return kept | asked;
}

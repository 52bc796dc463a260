import { z } from 'zod';
import { asNumber, asText } from '../../json.ts';
import type { ChannelKind, LocalChannel } from '../../world/channel.ts';
import type { LocalMessage } from '../../world/message.ts';
import { channelJson } from '../../world/render.ts';
import { channelOf, messageOf, need, type RestContext } from '../context.ts';
import { code, missingPermissions, RestRefusal } from '../refusal.ts';
import { noContent, ok, type RestCall, type Route } from '../router.ts';
import { checkForm } from '../rules/form.ts';

const archiveMinutes = z.union([60, 1440, 4320, 10080].map((minutes) => z.literal(minutes)));

/** docs: "Start Thread" */
const newThread = z.object({
  name: z.string().min(1).max(100),
  auto_archive_duration: archiveMinutes.optional(),
  rate_limit_per_user: z.number().int().min(0).max(21_600).nullish(),
  type: z.union([z.literal(11), z.literal(12)]).optional(),
});

const channelChanges = z.looseObject({
  name: z.string().min(1).max(100).optional(),
  topic: z.string().max(1024).nullish(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  auto_archive_duration: archiveMinutes.optional(),
});

const PRIVATE_THREAD = 12;

/** docs: "Channels Resource", threads and what the bot may change */
export function threadRoutes(context: RestContext): readonly Route[] {
  const at = (call: RestCall): LocalChannel => channelOf(context, call.params[0] ?? '');
  const render = (channel: LocalChannel) => channelJson(context.world, channel);
  return [
    { method: 'GET', path: '/channels/:channel', handle: (call) => ok(render(at(call))) },
    { method: 'PATCH', path: '/channels/:channel', handle: (call) => ok(render(change(context, at(call), call))) },
    {
      method: 'DELETE',
      path: '/channels/:channel',
      handle: (call) => {
        const channel = at(call);
        need(channel, channel.isThread ? 'MANAGE_THREADS' : 'MANAGE_CHANNELS');
        const body = channelJson(context.world, channel);
        context.mailroom.removeChannel(channel);
        return ok(body);
      },
    },
    {
      method: 'POST',
      path: '/channels/:channel/messages/:message/threads',
      handle: (call) => {
        const channel = at(call);
        return ok(render(startFrom(context, messageOf(channel, call.params[1] ?? ''), call)), 201);
      },
    },
    {
      method: 'POST',
      path: '/channels/:channel/threads',
      handle: (call) => ok(render(start(context, at(call), call, context.world.ids.next())), 201),
    },
    { method: 'PUT', path: '/channels/:channel/thread-members/:user', handle: () => noContent },
    { method: 'DELETE', path: '/channels/:channel/thread-members/:user', handle: () => noContent },
  ];
}

/** A message's thread has the message's id. */
function startFrom(context: RestContext, message: LocalMessage, call: RestCall): LocalChannel {
  if (message.thread)
    throw new RestRefusal(400, code.THREAD_EXISTS, 'A thread has already been created for this message', {
      isViolation: true,
    });
  message.thread = start(context, message.channel, call, message.id, 'thread');
  return message.thread;
}

function start(
  context: RestContext,
  parent: LocalChannel,
  call: RestCall,
  id: string,
  only?: ChannelKind,
): LocalChannel {
  const body = checkForm(newThread, call.body);
  if (parent.kind !== 'text' || !parent.guild)
    throw new RestRefusal(400, 50024, 'Cannot execute action on this channel type', { isViolation: true });
  need(parent, 'CREATE_PUBLIC_THREADS');
  const kind = only ?? (body.type === PRIVATE_THREAD || body.type === undefined ? 'private-thread' : 'thread');
  const thread = context.world.addChannel(parent.guild, { name: body.name, kind }, parent, id);
  thread.autoArchiveMinutes = asNumber(body.auto_archive_duration) || 1440;
  context.mailroom.announceThread(thread);
  return thread;
}

function change(context: RestContext, channel: LocalChannel, call: RestCall): LocalChannel {
  const body = checkForm(channelChanges, call.body);
  if (!channel.isThread) need(channel, 'MANAGE_CHANNELS');
  if (body.locked !== undefined) need(channel, 'MANAGE_THREADS');
  if (!channel.guild) throw missingPermissions('direct messages');
  channel.name = asText(body.name) || channel.name;
  if (body.topic !== undefined) channel.topic = body.topic;
  channel.isArchived = body.archived ?? channel.isArchived;
  channel.isLocked = body.locked ?? channel.isLocked;
  channel.autoArchiveMinutes = asNumber(body.auto_archive_duration) || channel.autoArchiveMinutes;
  context.mailroom.announceChannelEdit(channel);
  return channel;
}

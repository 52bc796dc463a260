import { z } from 'zod';
import { permission } from '../../world/permissions.ts';
import { channelJson, eventJson, memberJson, rolesJson, voiceStateJson } from '../../world/render.ts';
import { guildJson } from '../../world/render-guild.ts';
import { guildOf, type RestContext } from '../context.ts';
import { code, missingPermissions, unknown } from '../refusal.ts';
import { noContent, ok, type RestCall, type Route } from '../router.ts';
import { checkForm } from '../rules/form.ts';

const nickname = z.looseObject({ nick: z.string().max(32).nullish() });

/** docs: "Guild Resource", what a recorder reads and its own nickname */
export function guildRoutes(context: RestContext): readonly Route[] {
  const { world } = context;
  const at = (call: RestCall) => guildOf(context, call.params[0] ?? '');
  return [
    { method: 'GET', path: '/guilds/:guild', handle: (call) => ok(guildJson(at(call))) },
    {
      method: 'GET',
      path: '/guilds/:guild/channels',
      handle: (call) => {
        const channels = [...at(call).channels.values()].filter(({ isThread, isDeleted }) => !isThread && !isDeleted);
        return ok(channels.map((channel) => channelJson(world, channel)));
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/threads/active',
      handle: (call) => {
        const threads = at(call).threads.filter(({ isArchived }) => !isArchived);
        return ok({ threads: threads.map((thread) => channelJson(world, thread)), members: [] });
      },
    },
    { method: 'GET', path: '/guilds/:guild/roles', handle: (call) => ok(rolesJson(at(call))) },
    { method: 'PATCH', path: '/guilds/:guild/members/@me', handle: (call) => ok(rename(context, call)) },
    ...memberRoutes(context),
    {
      method: 'GET',
      path: '/guilds/:guild/scheduled-events',
      handle: (call) => ok([...at(call).events.values()].map((event) => eventJson(world, at(call), event))),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/scheduled-events/:event',
      handle: (call) => {
        const event = at(call).events.get(call.params[1] ?? '');
        if (!event) throw unknown('Guild Scheduled Event', 10070);
        return ok(eventJson(world, at(call), event));
      },
    },
    { method: 'PATCH', path: '/guilds/:guild/voice-states/@me', handle: (call) => at(call) && noContent },
  ];
}

function memberRoutes(context: RestContext): readonly Route[] {
  const { world } = context;
  const at = (call: RestCall) => guildOf(context, call.params[0] ?? '');
  return [
    {
      method: 'GET',
      path: '/guilds/:guild/members',
      handle: (call) => {
        const guild = at(call);
        const limit = Number(call.query.get('limit') ?? 1);
        const after = BigInt(call.query.get('after') ?? 0);
        const ids = [...guild.members.keys()].filter((id) => BigInt(id) > after).slice(0, limit);
        return ok(ids.map((id) => memberJson(world, guild, id)));
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/members/search',
      handle: (call) => {
        const guild = at(call);
        const query = (call.query.get('query') ?? '').toLowerCase();
        const isNamed = (id: string) => world.people.get(id)?.name.toLowerCase().startsWith(query);
        const found = [...guild.members.keys()].filter(isNamed).slice(0, Number(call.query.get('limit') ?? 1));
        return ok(found.map((id) => memberJson(world, guild, id)));
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/members/:user',
      handle: (call) => {
        const userId = call.params[1] === '@me' ? world.bot.id : (call.params[1] ?? '');
        if (!at(call).members.has(userId)) throw unknown('Member', code.UNKNOWN_MEMBER);
        return ok(memberJson(world, at(call), userId));
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/voice-states/:user',
      handle: (call) => {
        const userId = call.params[1] === '@me' ? world.bot.id : (call.params[1] ?? '');
        const state = at(call).voiceStates.get(userId);
        if (!state) throw unknown('Voice State', 10065);
        return ok(voiceStateJson(world, at(call), state));
      },
    },
  ];
}

function rename(context: RestContext, call: RestCall) {
  const guild = guildOf(context, call.params[0] ?? '');
  const { nick = null } = checkForm(nickname, call.body);
  if ((guild.botMay(null) & permission.CHANGE_NICKNAME) === 0n) throw missingPermissions('CHANGE_NICKNAME');
  const member = guild.members.get(context.world.bot.id);
  if (member) member.nick = nick;
  context.notices.emit('nickname', { guildId: guild.id, nick });
  return memberJson(context.world, guild, context.world.bot.id);
}

import { userJson } from '../../world/render.ts';
import { channelOf, messageOf, need, type RestContext } from '../context.ts';
import { noContent, ok, type RestCall, type Route } from '../router.ts';

/** docs: "Create Reaction", "Pin Message" */
export function reactionRoutes(context: RestContext): readonly Route[] {
  const { world, mailroom } = context;
  const at = (call: RestCall) => messageOf(channelOf(context, call.params[0] ?? ''), call.params[1] ?? '');
  const path = '/channels/:channel/messages/:message/reactions/:emoji';
  return [
    {
      method: 'PUT',
      path: `${path}/@me`,
      handle: (call) => {
        const message = at(call);
        need(message.channel, 'READ_MESSAGE_HISTORY', 'ADD_REACTIONS');
        mailroom.react(message, call.params[2] ?? '', world.bot.id);
        return noContent;
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:user`,
      handle: (call) => {
        const [, , emoji = '', user = ''] = call.params;
        if (user !== '@me') need(at(call).channel, 'MANAGE_MESSAGES');
        mailroom.unreact(at(call), emoji, user === '@me' ? world.bot.id : user);
        return noContent;
      },
    },
    {
      method: 'GET',
      path,
      handle: (call) => {
        const users = [...(at(call).reactions.get(call.params[2] ?? '') ?? [])];
        return ok(users.flatMap((id) => world.people.get(id) ?? []).map(userJson));
      },
    },
    ...pinRoutes(context),
  ];
}

function pinRoutes(context: RestContext): readonly Route[] {
  const at = (call: RestCall) => messageOf(channelOf(context, call.params[0] ?? ''), call.params[1] ?? '');
  return ['/channels/:channel/messages/pins/:message', '/channels/:channel/pins/:message'].flatMap((path) => [
    {
      method: 'PUT',
      path,
      handle: (call: RestCall) => {
        const message = at(call);
        need(message.channel, 'PIN_MESSAGES');
        message.channel.pinnedIds.add(message.id);
        return noContent;
      },
    },
    {
      method: 'DELETE',
      path,
      handle: (call: RestCall) => {
        const message = at(call);
        need(message.channel, 'PIN_MESSAGES');
        message.channel.pinnedIds.delete(message.id);
        return noContent;
      },
    },
  ]);
}

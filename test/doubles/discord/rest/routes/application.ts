import { asJson, asText } from '../../json.ts';
import { channelJson, selfJson, userJson } from '../../world/render.ts';
import { guildJson } from '../../world/render-guild.ts';
import type { RestContext } from '../context.ts';
import { code, invalidForm, unknown } from '../refusal.ts';
import { ok, type RestCall, type Route } from '../router.ts';
import { fault } from '../rules/form.ts';

/** docs: "Get Gateway Bot", "Application", "User" */
export function applicationRoutes(context: RestContext): readonly Route[] {
  const { world, gatewayUrl, shardCount } = context;
  const application = () => ({
    id: world.bot.id,
    name: world.bot.name,
    description: '',
    icon: null,
    flags: 0,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    owner: userJson({ id: world.ownerId, name: 'owner', isBot: false }),
    team: null,
  });
  const startLimit = { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 };
  return [
    { method: 'GET', path: '/gateway', isOpen: true, handle: () => ok({ url: gatewayUrl() }) },
    {
      method: 'GET',
      path: '/gateway/bot',
      handle: () => ok({ url: gatewayUrl(), shards: shardCount, session_start_limit: startLimit }),
    },
    { method: 'GET', path: '/users/@me', handle: () => ok(selfJson(world.bot)) },
    { method: 'GET', path: '/users/@me/guilds', handle: () => ok([...world.guilds.values()].map(guildJson)) },
    { method: 'GET', path: '/users/:user', handle: (call) => ok(userJson(personOf(context, call.params[0] ?? ''))) },
    { method: 'POST', path: '/users/@me/channels', handle: (call) => ok(openDirect(context, call)) },
    { method: 'GET', path: '/applications/@me', handle: () => ok(application()) },
    { method: 'GET', path: '/oauth2/applications/@me', handle: () => ok(application()) },
    { method: 'GET', path: '/applications/:application/emojis', handle: () => ok({ items: [] }) },
  ];
}

function personOf({ world }: RestContext, id: string) {
  const person = world.people.get(id);
  if (!person) throw unknown('User', code.UNKNOWN_USER);
  return person;
}

function openDirect(context: RestContext, call: RestCall) {
  const recipientId = asText(asJson(call.body)['recipient_id']);
  if (recipientId === '') throw invalidForm([fault('recipient_id', 'BASE_TYPE_REQUIRED', 'This field is required')]);
  const person = personOf(context, recipientId);
  return channelJson(context.world, context.world.directChannel(person.id));
}

import type { RestContext } from '../context.ts';
import { code, RestRefusal, unknown } from '../refusal.ts';
import { noContent, ok, type RestCall, type Route } from '../router.ts';
import { checkCommands } from '../rules/commands.ts';

/** docs: "Application Commands"; sets for all guilds and for one. */
export function commandRoutes(context: RestContext): readonly Route[] {
  const { commands, notices, world } = context;
  const mine = ({ params }: RestCall) => {
    const [application] = params;
    const guildId = params[1] ?? null;
    if (application !== world.bot.id)
      throw new RestRefusal(403, code.MISSING_ACCESS, 'Missing Access', { isViolation: true });
    if (guildId !== null && !world.guilds.has(guildId)) throw unknown('Guild', code.UNKNOWN_GUILD);
    return guildId;
  };
  const put = (call: RestCall) => {
    const guildId = mine(call);
    const stored = commands.replace(guildId, checkCommands(call.body));
    notices.emit('commands', { guildId, count: stored.length });
    return ok(stored);
  };
  const list = (call: RestCall) => ok(commands.of(mine(call)));
  return ['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'].flatMap(
    (path) => [
      { method: 'PUT', path, handle: put },
      { method: 'GET', path, handle: list },
      {
        method: 'DELETE',
        path: `${path}/:command`,
        handle: ({ params, ...call }: RestCall) => {
          const guildId = mine({ ...call, params: params.slice(0, -1) });
          const left = commands.of(guildId).filter(({ id }) => id !== params.at(-1));
          if (left.length === commands.of(guildId).length) throw unknown('application command', code.UNKNOWN_COMMAND);
          commands.replace(guildId, left);
          return noContent;
        },
      },
    ],
  );
}

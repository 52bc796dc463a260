import { type Client, DiscordAPIError, Events, Routes } from 'discord.js';
import { MomError, toMomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import { restFault } from './thread/rest-fault.ts';

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 60_000;

interface LoginParts {
  readonly token: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Logs in and resolves when every server is known. While Discord can't be reached it tries again, for as long as the signal lets it.
 *
 * @throws MomError config_invalid when Discord does not accept token or intents; the signal's reason
 */
export async function logIn(client: Client, parts: LoginParts, signal: AbortSignal): Promise<void> {
  client.rest.setToken(parts.token);
  await untilReachable(client, parts, signal);
  const { promise: refused, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  const disconnect = ({ code }: { readonly code: number }): void => reject(closeFault(code));
  signal.addEventListener('abort', abort, { once: true });
  client.on(Events.ShardDisconnect, disconnect);
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  try {
    await Promise.race([Promise.all([client.login(parts.token), ready]), refused]);
  } catch (error: unknown) {
    throw signal.aborted ? error : loginFault(error);
  } finally {
    signal.removeEventListener('abort', abort);
    client.off(Events.ShardDisconnect, disconnect);
  }
}

async function untilReachable(client: Client, { clock, log }: LoginParts, signal: AbortSignal): Promise<void> {
  for (let backOffMs = FIRST_BACK_OFF_MS; ; backOffMs = Math.min(backOffMs * 2, LONGEST_BACK_OFF_MS)) {
    try {
      await client.rest.get(Routes.gatewayBot(), { signal });
      return;
    } catch (error: unknown) {
      signal.throwIfAborted();
      const isRefused = error instanceof DiscordAPIError && error.status === 401;
      if (isRefused || restFault(error) !== 'passing') throw loginFault(error);
      log.warn({ err: toMomError(error), backOffMs }, 'Discord can not be reached, will try again');
      await clock.delay(backOffMs, signal);
    }
  }
}

const BAD_TOKEN =
  'Discord does not accept DISCORD_TOKEN: copy it again from the page "Bot" of your application in the Developer Portal.';
const BAD_INTENTS =
  'Discord does not allow the intents that AI MOM asks for, although none of them is privileged: check the page "Bot" of your application in the Developer Portal.';

/** docs: "Gateway Close Event Codes" */
function closeFault(code: number): MomError {
  if (code === 4004) return new MomError('config_invalid', BAD_TOKEN);
  if (code === 4013 || code === 4014) return new MomError('config_invalid', BAD_INTENTS);
  if (code === 4010 || code === 4011) return new MomError('config_invalid', 'Discord wants other shards than are set.');
  return new MomError('discord_failed', `the gateway closed the connection with ${code}`);
}

function loginFault(error: unknown): MomError {
  if (error instanceof MomError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const isToken = (error instanceof DiscordAPIError && error.status === 401) || /invalid token/i.test(text);
  if (isToken) return new MomError('config_invalid', BAD_TOKEN, { cause: error });
  if (/intent/i.test(text)) return new MomError('config_invalid', BAD_INTENTS, { cause: error });
  return new MomError('discord_failed', text, { cause: error });
}

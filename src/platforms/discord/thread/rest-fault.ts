import { DiscordAPIError, HTTPError } from 'discord.js';

/** passing: the same request may work later; the others say what is wrong with it. */
export type RestFault =
  | 'passing'
  | 'forbidden'
  | 'unknown-message'
  | 'unknown-channel'
  | 'archived'
  | 'thread-exists'
  | 'invalid';

/** docs: "JSON Error Codes" */
const CODES: Readonly<Record<number, RestFault>> = {
  10003: 'unknown-channel',
  10004: 'unknown-channel',
  10008: 'unknown-message',
  50001: 'forbidden',
  50013: 'forbidden',
  50083: 'archived',
  160004: 'thread-exists',
  160005: 'forbidden', // the thread is locked
};

/** What a failed request means. Whatever Discord did not refuse by itself (an outage, a broken connection, a time-out) passes. */
export function restFault(error: unknown): RestFault {
  if (error instanceof DiscordAPIError) {
    const known = CODES[Number(error.code)];
    if (known) return known;
    if (error.status === 403) return 'forbidden';
    return error.status === 429 || error.status === 401 || error.status >= 500 ? 'passing' : 'invalid';
  }
  if (error instanceof HTTPError) return error.status >= 500 || error.status === 429 ? 'passing' : 'invalid';
  return 'passing';
}

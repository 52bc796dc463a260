/** Permission bits (docs: "Permissions"), those that the double looks at. */
export const permission = {
  KICK_MEMBERS: 1n << 1n,
  ADMINISTRATOR: 1n << 3n,
  MANAGE_CHANNELS: 1n << 4n,
  MANAGE_GUILD: 1n << 5n,
  ADD_REACTIONS: 1n << 6n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MENTION_EVERYONE: 1n << 17n,
  CONNECT: 1n << 20n,
  SPEAK: 1n << 21n,
  MUTE_MEMBERS: 1n << 22n,
  MOVE_MEMBERS: 1n << 24n,
  CHANGE_NICKNAME: 1n << 26n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  MANAGE_THREADS: 1n << 34n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
  SET_VOICE_CHANNEL_STATUS: 1n << 48n,
  PIN_MESSAGES: 1n << 51n,
} as const;

export type PermissionName = keyof typeof permission;

/** Everything an administrator may do, future bits included. */
export const ALL_PERMISSIONS = (1n << 53n) - 1n;

/** Bits of several names together. */
export const bits = (...names: readonly PermissionName[]): bigint =>
  names.reduce((sum, name) => sum | permission[name], 0n);

/** What the @everyone role of a fresh server allows, as far as the double looks. */
export const EVERYONE_PERMISSIONS = bits(
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'READ_MESSAGE_HISTORY',
  'ADD_REACTIONS',
  'CONNECT',
  'SPEAK',
  'CHANGE_NICKNAME',
  'USE_APPLICATION_COMMANDS',
  'CREATE_PUBLIC_THREADS',
  'SEND_MESSAGES_IN_THREADS',
);

/** What an invite link for a recorder would ask for. */
export const BOT_PERMISSIONS =
  EVERYONE_PERMISSIONS | bits('SET_VOICE_CHANNEL_STATUS', 'MANAGE_THREADS', 'PIN_MESSAGES');

/** Administrators hold every bit. */
export const effective = (held: bigint): bigint => (held & permission.ADMINISTRATOR ? ALL_PERMISSIONS : held);

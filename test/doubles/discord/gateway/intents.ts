/** Gateway intents (docs: "Gateway Intents"). */
export const intent = {
  GUILDS: 1 << 0,
  GUILD_MEMBERS: 1 << 1,
  GUILD_VOICE_STATES: 1 << 7,
  GUILD_PRESENCES: 1 << 8,
  GUILD_MESSAGES: 1 << 9,
  GUILD_MESSAGE_REACTIONS: 1 << 10,
  DIRECT_MESSAGES: 1 << 12,
  MESSAGE_CONTENT: 1 << 15,
  GUILD_SCHEDULED_EVENTS: 1 << 16,
} as const;

/** Those that need Discord's approval. */
export const PRIVILEGED_INTENTS = intent.GUILD_MEMBERS | intent.GUILD_PRESENCES | intent.MESSAGE_CONTENT;

/** The highest bit that is an intent: DIRECT_MESSAGE_POLLS. */
export const KNOWN_INTENTS = (1 << 26) - 1;

const NEEDED: readonly (readonly [RegExp, number])[] = [
  [/^(GUILD_(CREATE|UPDATE|DELETE|ROLE_.*)|CHANNEL_.*|THREAD_.*|VOICE_CHANNEL_STATUS_UPDATE)$/, intent.GUILDS],
  [/^GUILD_MEMBER_(ADD|REMOVE|UPDATE)$/, intent.GUILD_MEMBERS],
  [/^VOICE_STATE_UPDATE$/, intent.GUILD_VOICE_STATES],
  [/^MESSAGE_(CREATE|UPDATE|DELETE)$/, intent.GUILD_MESSAGES],
  [/^MESSAGE_REACTION_/, intent.GUILD_MESSAGE_REACTIONS],
  [/^GUILD_SCHEDULED_EVENT_/, intent.GUILD_SCHEDULED_EVENTS],
];

/** Whether a client with these intents is sent the event; what no intent stands for everybody gets. */
export function isSent(event: string, intents: number, isDirect: boolean): boolean {
  const needed = NEEDED.find(([pattern]) => pattern.test(event))?.[1];
  if (needed === undefined) return true;
  return (intents & (isDirect && needed === intent.GUILD_MESSAGES ? intent.DIRECT_MESSAGES : needed)) !== 0;
}

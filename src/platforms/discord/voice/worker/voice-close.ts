/** Voice gateway close codes that mean more than "try again" (Discord docs: "Voice Close Event Codes"). */
export const voiceClose = {
  /** Kicked, channel deleted, moved, or the gateway session ended. */
  DISCONNECTED: 4014,
  /** The call is end-to-end encrypted and we are not. */
  ENCRYPTION_REQUIRED: 4017,
  /** Too many connections in a short time. */
  RATE_LIMITED: 4021,
  /** The call was ended for everybody. */
  CALL_TERMINATED: 4022,
} as const;

/** The voice server wants to be left alone for a while. */
export const asksForRest = (code: number | null): boolean =>
  code === voiceClose.RATE_LIMITED || code === voiceClose.CALL_TERMINATED;

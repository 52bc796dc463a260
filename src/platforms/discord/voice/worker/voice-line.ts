/** What happens to a voice connection, as far as its supervisor cares. */
export type LineEvent =
  /** Sound can flow. */
  | { readonly type: 'ready' }
  /** On the way to it; with `isResume` the session and its sound go on meanwhile. */
  | { readonly type: 'connecting'; readonly isResume: boolean }
  /** The voice server ended the session (Discord docs: "Voice Close Event Codes"). */
  | { readonly type: 'closed'; readonly code: number }
  /** The voice server is gone and Discord looks for another. */
  | { readonly type: 'endpoint-lost' }
  /** The bot's own voice state: where it is, null for nowhere. */
  | { readonly type: 'placed'; readonly channelId: string | null }
  /** What was asked for did not reach Discord: the gateway is not connected at present. */
  | { readonly type: 'unsent' }
  /** The gateway's adapter is gone. */
  | { readonly type: 'gone' }
  /** Nobody could be heard for long. */
  | { readonly type: 'silent' };

/** A voice connection that does nothing by itself. */
export interface VoiceLine {
  /** Asks Discord for the channel, for the first time or anew. */
  request(): void;
}

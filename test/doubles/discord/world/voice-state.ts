/** Where somebody is in voice, and how (docs: "Voice State Object"). */
export interface VoiceState {
  readonly userId: string;
  readonly channelId: string | null;
  readonly sessionId: string;
  readonly isMuted: boolean;
  readonly isDeafened: boolean;
  readonly isServerMuted: boolean;
  readonly isServerDeafened: boolean;
  /** Audience of a stage. */
  readonly isSuppressed: boolean;
}

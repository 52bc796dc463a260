import type { DaveNotices } from '../dave/dave-link.ts';

/** A frame that the bot said. */
export interface HeardFrame {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly opus: Buffer;
}

interface OfBot {
  readonly guildId: string;
  readonly channelId: string;
}

/** What the voice side tells tests. */
export interface VoiceNotices extends DaveNotices {
  /** Op 0 was accepted. */
  readonly 'voice-identify': OfBot & { readonly daveVersion: number };
  /** Op 0 was refused with this close code. */
  readonly 'voice-refused': { readonly code: number };
  /** Op 1 came: from here on audio flows. */
  readonly 'voice-ready': OfBot & { readonly mode: string };
  readonly 'voice-resume': OfBot & { readonly replayed: number };
  /** The WebSocket of the voice connection closed, from either side. */
  readonly 'voice-close': { readonly code: number };
  /** Op 5 of the bot. */
  readonly 'bot-speaking': { readonly guildId: string; readonly speaking: number };
  readonly 'bot-audio': OfBot & { readonly frame: HeardFrame };
  /** An RTP packet of the bot that could not be opened. */
  readonly 'bot-audio-fault': { readonly guildId: string };
}

export {
  type ChannelFault,
  type GuildAdapter,
  type GuildAdapterCreator,
  type GuildCallbacks,
  guildAdapterOf,
  type MemberState,
} from './guild-adapter.ts';
export type { CaptureTimings } from './timings.ts';
export { createVoiceCapture, type VoiceCaptureOptions } from './voice-capture.ts';

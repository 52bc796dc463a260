export { createSileroVoiceActivity, type SileroOptions } from './silero-voice-activity.ts';

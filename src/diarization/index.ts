export { VoiceCheck, type VoiceCheckOptions } from './voice-check.ts';

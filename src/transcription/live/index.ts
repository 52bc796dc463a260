export type { Ear, EarOptions, OpenEar } from './ear.ts';
export type { LiveEvent } from './live-event.ts';
export type { CloseOptions, LiveMeeting, NewLiveTrack } from './live-meeting.ts';
export type { LiveTrack } from './live-track.ts';
export {
  type LiveCounters,
  LiveTranscription,
  type LiveTranscriptionOptions,
  type NewLiveMeeting,
} from './live-transcription.ts';

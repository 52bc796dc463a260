export type { LiveEvent } from '../transcription/live/index.ts';
export { fileFault } from './file-fault.ts';
export type { Learned, Lesson } from './learn-correction.ts';
export type { MeetingEvent, MeetingListener } from './meeting-event.ts';
export type { MeetingPorts, MeetingTimings, MinutesInput, RunOptions } from './meeting-run.ts';
export {
  type ImportedMeeting,
  type MeetingDesk,
  type MeetingOutcome,
  MeetingService,
  type NewMeeting,
  type RecordingToProcess,
} from './meeting-service.ts';
export { openLiveTranscription } from './open-live-transcription.ts';
export { type Pacing, ReplayPacing } from './pacing.ts';
export { replayLive } from './replay-live.ts';

export type { LiveEvent } from '../transcription/live/index.ts';
export { fileFault } from './file-fault.ts';
export type { ForgetDesk } from './forget/forget-desk.ts';
export { type ForgottenMeeting, forgetMeeting } from './forget/forget-meeting.ts';
export { type ForgetReceipt, type ForgetRequest, forgetMember } from './forget/forget-member.ts';
export { forgottenUsers, resumeForgets } from './forget/resume-forgets.ts';
export type { Learned, Lesson } from './learn-correction.ts';
export {
  type CaptionEngine,
  type DraftWriter,
  type LiveDesk,
  LiveDirector,
  type LiveTimings,
  liveTimings,
  type SeatsRead,
  type WantedSettings,
  wantsRecording,
} from './live/index.ts';
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
export {
  applyRetention,
  type RetentionDesk,
  type RetentionReceipt,
  runRetention,
} from './retention/apply-retention.ts';
export { type AgedMeeting, retentionDue } from './retention/retention-due.ts';
export type { UndoRequest } from './undo-agreed-edits.ts';
export { writeWhole } from './write-whole.ts';

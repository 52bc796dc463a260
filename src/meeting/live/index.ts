export { wantsRecording } from './auto-join-rule.ts';
export type { CaptionEngine, DraftWriter, LiveDesk, SeatsRead, WantedSettings } from './live-desk.ts';
export { LiveDirector } from './live-director.ts';
export { type LiveTimings, liveTimings } from './live-timings.ts';

/** Runs in the capture worker; the main thread's side is one folder up. */
export type { SinkHooks } from './capture-meeting.ts';
export type { CaptureSink } from './capture-sink.ts';
export { serveCapture } from './serve-capture.ts';

export { withRequest } from './borrowed-engine.ts';
export { captionsLeft } from './captions-left.ts';
export { stitchWindows } from './stitch-windows.ts';
export { toTrackTimes } from './to-track-times.ts';
export { TrackEngine } from './track-engine.ts';
export { transcribeWindow } from './transcribe-window.ts';
export type { TranslatedSegment } from './with-translations.ts';

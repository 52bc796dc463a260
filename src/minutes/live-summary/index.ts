export { type AppliedLivePatch, applyLivePatch, type LivePatchFacts } from './apply-live-patch.ts';
export { type LiveRequestOptions, liveSummaryRequest } from './live-request.ts';
export { EMPTY_LIVE_SUMMARY } from './live-state.ts';
export { type LocalLiveOptions, localLiveSummary } from './local-live-summary.ts';
export { shouldUpdate } from './should-update.ts';

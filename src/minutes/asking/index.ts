export { Breakers } from './breakers.ts';
export { Council, type FinishInput, type OneAnswer } from './council.ts';
export type * from './council-rules.ts';
export type { CouncilDesk } from './desk.ts';
export type { LiveSummary } from './live-summary.ts';
export type { CouncilNotice, OnNotice } from './notice.ts';
export type { Seat } from './seat.ts';
export { seatList } from './seat-list.ts';
export { type CouncilTiming, USUAL_TIMING } from './timing.ts';

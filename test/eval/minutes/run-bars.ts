import { type GoldMeeting, readMeetings } from '../../fixtures/meetings/read-meetings.ts';
import { hasShared } from '../../shared.ts';
import type { Bar } from './bar.ts';
import { costBars } from './cost-bars.ts';
import type { Run } from './five-drafts.ts';
import { injectionBars } from './injection-bars.ts';
import { lawBars } from './law-bars.ts';
import { localBars, longBars } from './long-bars.ts';
import { qualityBars } from './quality-bars.ts';
import { rateBars } from './rate-bars.ts';
import { referenceMeetings } from './reference-meetings.ts';
import { lengthBars, soundnessBars } from './soundness-bars.ts';
import { survivalBars } from './survival-bars.ts';

/** How much of each bar is measured. */
export interface EvalSize {
  /** Perturbation runs; the seeds are their numbers. */
  readonly runs: number;
  /** Of the scenarios of survival, 0..1. */
  readonly scenarios: number;
  readonly meetingsAtOnce: number;
  readonly attacks: number;
  /** Of the long meeting; 0 leaves it out. */
  readonly longHours: number;
}

export const WHOLE: Omit<EvalSize, 'runs'> = { scenarios: 1, meetingsAtOnce: 50, attacks: 121, longHours: 8 };
const LOCAL_HOURS = 4;

/** All eleven bars of research/minutes.md 3 and the long meeting. */
export async function runBars(size: EvalSize): Promise<readonly Bar[]> {
  // First, so that its growth of memory is not hidden in what others have left.
  const long = hasShared && size.longHours > 0 ? await longBars(size.longHours) : [];
  const meetings = readMeetings();
  const references = referenceMeetings();
  const written = runsOver(meetings, Math.ceil(size.runs * shareOf(meetings, references)));
  const real = runsOver(references, size.runs - written.length);
  return [
    ...qualityBars('written meetings', written),
    ...(real.length > 0 ? qualityBars('real meetings', real) : []),
    ...soundnessBars(written),
    ...lawBars([...written, ...real]),
    ...(await survivalBars(meetings, size.scenarios)),
    ...(await costBars(meetings.slice(0, Math.ceil(meetings.length * size.scenarios)))),
    ...(await rateBars(meetings, size.meetingsAtOnce)),
    ...lengthBars(written),
    ...(await injectionBars(meetings, size.attacks)),
    ...(hasShared ? await localBars(LOCAL_HOURS) : []),
    ...long,
  ];
}

const shareOf = (some: readonly unknown[], others: readonly unknown[]): number =>
  some.length / (some.length + others.length);

/** The meetings in turn, with a new seed each time they come round. */
const runsOver = (meetings: readonly GoldMeeting[], count: number): readonly Run[] =>
  Array.from({ length: Math.max(0, count) }, (_, index) => {
    const meeting = meetings[index % meetings.length];
    return meeting ? [{ meeting, number: 1 + Math.floor(index / meetings.length) }] : [];
  }).flat();

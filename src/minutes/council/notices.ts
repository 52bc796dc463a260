import type { MinutesMode, SeatReport } from '../../domain/minutes.ts';

/** How the five did, for the label and the notices. */
export interface Attendance {
  readonly asked: number;
  readonly answered: number;
  /** Models among those that answered. */
  readonly voters: number;
}

/** council from three seats on; local when no seat answered. */
export function modeOf({ asked, answered }: Attendance): MinutesMode {
  if (answered === 0) return 'local';
  if (asked >= 3) return 'council';
  return asked === 2 ? 'pair' : 'fast';
}

/** Seats that were asked at all. */
export const askedSeats = (seats: readonly SeatReport[]): readonly SeatReport[] =>
  seats.filter(({ state }) => state !== 'off' && state !== 'budget');

/** How the minutes were made, in one sentence. */
export function labelOf({ voters }: Attendance): string {
  if (voters === 1) return 'Minutes by one AI model, each claim with its moment';
  return `Minutes that ${voters} AI models voted on, each claim with its moment`;
}

/** How many confirmed items there are, and how many utterances are flagged. */
export interface Found {
  readonly decisions: number;
  readonly actions: number;
  readonly flagged: number;
}

/** What people must know before they trust the lists; never silence about a seat that failed or a list that is empty. */
export function noticesOf(attendance: Attendance, found: Found): readonly string[] {
  const { asked, answered, voters } = attendance;
  const notices: readonly (string | null)[] = [
    answered < asked ? `${answered} of ${counted(asked, 'model')} answered.` : null,
    voters < answered
      ? `${counted(answered, 'seat')} were answered by ${counted(voters, 'model')}: a model has one vote.`
      : null,
    voters === 1 ? 'Only one model answered, so nothing was cross-checked.' : null,
    found.decisions + found.actions === 0
      ? 'No decision and no action item was found that is sure enough.'
      : found.actions === 0
        ? 'No action item was found that is sure enough.'
        : null,
    found.flagged > 0
      ? `${counted(found.flagged, 'passage')} of the talk gave orders to note-taking software; what rests on that alone is not confirmed.`
      : null,
  ];
  return notices.filter((notice) => notice !== null);
}

/** Said above extractive notes that stand in for models that all failed. */
export const noAnswerNotice = (asked: number): string =>
  asked === 0
    ? 'No AI model could be asked.'
    : `0 of ${counted(asked, 'model')} answered, so these are extractive notes.`;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

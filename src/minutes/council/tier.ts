import type { OwnerBasis } from '../../domain/draft.ts';
import type { Tier } from '../../domain/minutes.ts';
import { probabilityOf, type SeatWeights } from './seat-weights.ts';

/** What an item got. */
export interface Ballot {
  /** Seats that made it, one a model. */
  readonly seats: readonly string[];
  /** Models that answered. */
  readonly of: number;
  readonly isFound: boolean;
  /** Best basis of an action's owner; null for other items. */
  readonly basis: OwnerBasis | null;
}

/**
 * Confirmed, unconfirmed or dropped. A plain majority of five is the wrong rule (F1 .79 against .88, research/minutes.md 0.4):
 * two votes with evidence are enough. With learnt weights the probability decides.
 */
export function tierBy(ballot: Ballot, weights: SeatWeights | null): Tier {
  if (weights !== null && ballot.of >= 3) return tierOf(probabilityOf(ballot, weights));
  const votes = ballot.seats.length;
  if (votes === 0) return 'dropped';
  if (ballot.of >= 4) return tierOfMany(votes, ballot.isFound);
  if (ballot.of === 3) return tierOfThree(votes, ballot.isFound);
  const isEnough = ballot.of === 2 ? votes === 2 || (ballot.isFound && isPromised(ballot.basis)) : ballot.isFound;
  return isEnough ? 'confirmed' : 'unconfirmed';
}

function tierOfThree(votes: number, isFound: boolean): Tier {
  if (votes >= 2) return 'confirmed';
  return isFound ? 'unconfirmed' : 'dropped';
}

function tierOfMany(votes: number, isFound: boolean): Tier {
  if (votes >= 3 || (votes === 2 && isFound)) return 'confirmed';
  return votes === 2 || isFound ? 'unconfirmed' : 'dropped';
}

const isPromised = (basis: OwnerBasis | null): boolean =>
  basis === 'self_committed' || basis === 'assigned_and_accepted';

// Best F1 of a calibrated probability lies near one half; below a quarter people would have to check too much for too little.
const CONFIRMED = 0.5;
const UNCONFIRMED = 0.25;

function tierOf(probability: number): Tier {
  if (probability >= CONFIRMED) return 'confirmed';
  return probability >= UNCONFIRMED ? 'unconfirmed' : 'dropped';
}

import type { SeatDraft } from '../../domain/draft.ts';
import { canonicalModel } from './canonical-model.ts';
import { compareText } from './statement.ts';

/** A draft and which voter it counts for. */
export interface Voice {
  readonly draft: SeatDraft;
  readonly voter: number;
}

/** Who votes, whatever order the drafts came in. */
export interface Voters {
  /** In the order of seats, whatever order they came in. */
  readonly voices: readonly Voice[];
  /** Models that answered. */
  readonly count: number;
  /** Seats whose model already votes from a seat before them. */
  readonly duplicates: ReadonlySet<string>;
}

/** One vote a model: seats that were served by the same one are one voter. */
export function votersOf(drafts: readonly SeatDraft[]): Voters {
  const sorted = [...drafts].sort((a, b) => compareText(a.seat, b.seat) || compareText(a.model, b.model));
  const numbers = new Map<string, number>();
  const firstSeat = new Map<number, string>();
  const duplicates = new Set<string>();
  const voices = sorted.map((draft): Voice => {
    const model = canonicalModel(draft.model);
    const voter = numbers.get(model) ?? numbers.size;
    numbers.set(model, voter);
    if (!firstSeat.has(voter)) firstSeat.set(voter, draft.seat);
    else if (firstSeat.get(voter) !== draft.seat) duplicates.add(draft.seat);
    return { draft, voter };
  });
  return { voices, count: numbers.size, duplicates };
}

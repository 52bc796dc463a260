/** What people said about an item: right or wrong. */
export interface ItemLabel {
  /** Seats that had made it, one a model. */
  readonly seats: readonly string[];
  readonly isFound: boolean;
  readonly isRight: boolean;
}

/** How much each seat's vote says, learnt from people's reactions. Logistic regression; weights are log odds. */
export interface SeatWeights {
  readonly seats: Readonly<Record<string, number>>;
  readonly found: number;
  readonly twoVotes: number;
  readonly threeVotes: number;
  readonly bias: number;
  /** Number of labels they were learnt from. */
  readonly labels: number;
}

/** Below this the fixed rule is better (measured, research/minutes.md 3: .877 against .893 at 60 labels). */
const MIN_LABELS = 60;
/** Without a few of both kinds there is nothing to tell apart. */
const MIN_OF_EACH_KIND = 8;
const ROUNDS = 400;
const RATE = 0.5;
/** Pulls weights to 0, so that few labels can't make a tyrant of one seat. */
const RIDGE = 0.02;

/** Weights of seats, or null while there are too few labels. The same labels in any order give the same weights. */
export function learnSeatWeights(labels: readonly ItemLabel[]): SeatWeights | null {
  const right = labels.filter(({ isRight }) => isRight).length;
  if (labels.length < MIN_LABELS || Math.min(right, labels.length - right) < MIN_OF_EACH_KIND) return null;
  const seats = [...new Set(labels.flatMap((label) => label.seats))].sort();
  const rows = labels
    .map((label) => ({ features: featuresOf(label, seats), target: label.isRight ? 1 : 0 }))
    .sort(compareRows);
  const [bias = 0, found = 0, twoVotes = 0, threeVotes = 0, ...own] = descend(rows);
  return {
    seats: Object.fromEntries(seats.map((seat, index) => [seat, own[index] ?? 0])),
    found,
    twoVotes,
    threeVotes,
    bias,
    labels: labels.length,
  };
}

/** The chance, 0..1, that an item with these votes is right. A seat that nobody judged yet counts as an average one. */
export function probabilityOf(
  ballot: { readonly seats: readonly string[]; readonly isFound: boolean },
  weights: SeatWeights,
): number {
  const known = Object.values(weights.seats);
  const average = known.reduce((sum, weight) => sum + weight, 0) / Math.max(1, known.length);
  const [, found = 0, two = 0, three = 0] = featuresOf(ballot, []);
  const own = ballot.seats.reduce((sum, seat) => sum + (weights.seats[seat] ?? average), 0);
  return sigmoid(weights.bias + found * weights.found + two * weights.twoVotes + three * weights.threeVotes + own);
}

interface Row {
  readonly features: readonly number[];
  readonly target: number;
}

function featuresOf(
  ballot: { readonly seats: readonly string[]; readonly isFound: boolean },
  seats: readonly string[],
): readonly number[] {
  const votes = new Set(ballot.seats).size;
  const flag = (isSet: boolean): number => (isSet ? 1 : 0);
  return [
    1,
    flag(ballot.isFound),
    flag(votes >= 2),
    flag(votes >= 3),
    ...seats.map((seat) => flag(ballot.seats.includes(seat))),
  ];
}

/** Sums of floats depend on their order, so the rows get one. */
const compareRows = (a: Row, b: Row): number => {
  const [first, second] = [a, b].map(({ features, target }) => [...features, target].join());
  return (first ?? '') < (second ?? '') ? -1 : (first ?? '') > (second ?? '') ? 1 : 0;
};

function descend(rows: readonly Row[]): readonly number[] {
  const weights = rows[0]?.features.map(() => 0) ?? [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = weights.map((weight, at) => (at === 0 ? 0 : RIDGE * weight));
    for (const { features, target } of rows) {
      const error = sigmoid(features.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)) - target;
      for (const [at, value] of features.entries()) gradient[at] = (gradient[at] ?? 0) + (error * value) / rows.length;
    }
    for (const [at, slope] of gradient.entries()) weights[at] = (weights[at] ?? 0) - RATE * slope;
  }
  return weights;
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

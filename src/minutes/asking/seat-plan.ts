import type { MinutesMode, SeatState } from '../../domain/minutes.ts';
import { ModelClaims } from './model-claims.ts';
import type { Seat, SeatCandidate } from './seat.ts';
import { CHEAP_AND_FAST } from './seats.ts';
import { type ModelFacts, usableCandidates } from './usable-candidates.ts';

/** A seat that can be asked. */
export interface PlannedSeat {
  readonly name: string;
  readonly candidates: readonly SeatCandidate[];
}

/** Who is asked, who stands by, and why the others are not asked. */
export interface SeatPlan {
  readonly mode: MinutesMode;
  /** One for each vote. */
  readonly asked: readonly PlannedSeat[];
  /** Step in, in this order, for a seat that fails; only where fewer than all are wanted. */
  readonly reserve: readonly PlannedSeat[];
  readonly unused: ReadonlyMap<string, UnusedSeat>;
}

export interface UnusedSeat {
  readonly model: string;
  readonly state: SeatState;
}

const WANTED: Readonly<Record<MinutesMode, number>> = { local: 0, fast: 1, pair: 2, council: Number.POSITIVE_INFINITY };

/** Chooses the seats for a mode. Two seats never begin with the same model; of two seats both providers are asked where possible. */
export function planSeats(seats: readonly Seat[], wantedMode: MinutesMode, facts: ModelFacts): SeatPlan {
  const unused = new Map<string, UnusedSeat>();
  const usable = fillSeats(seats, facts, unused);
  const ordered = wantedMode === 'council' ? usable : byCheapness(usable, wantedMode);
  const asked = ordered.slice(0, WANTED[wantedMode]);
  const reserve = ordered.slice(asked.length);
  return { mode: modeOf(asked.length), asked, reserve, unused };
}

/** The mode that so many seats make. */
export function modeOf(seatCount: number): MinutesMode {
  if (seatCount === 0) return 'local';
  if (seatCount === 1) return 'fast';
  return seatCount === 2 ? 'pair' : 'council';
}

function fillSeats(seats: readonly Seat[], facts: ModelFacts, unused: Map<string, UnusedSeat>): readonly PlannedSeat[] {
  const claims = new ModelClaims();
  return seats.flatMap((seat) => {
    const candidates = usableCandidates(seat, seats, facts);
    const first = candidates.find(({ model }) => claims.isFree(seat.name, model));
    if (first) {
      claims.take(seat.name, first.model);
      return [{ name: seat.name, candidates: [first, ...candidates.filter((candidate) => candidate !== first)] }];
    }
    unused.set(seat.name, whyUnused(seat, candidates, facts));
    return [];
  });
}

function whyUnused(seat: Seat, usable: readonly SeatCandidate[], { providers }: ModelFacts): UnusedSeat {
  const own = seat.candidates.filter(({ provider }) => provider !== 'local' && providers.has(provider));
  const model = usable[0]?.model ?? own[0]?.model ?? seat.candidates[0]?.model ?? '';
  if (own.length === 0) return { model, state: 'off' };
  return { model, state: usable.length > 0 ? 'duplicate' : 'retired' };
}

function byCheapness(usable: readonly PlannedSeat[], mode: MinutesMode): readonly PlannedSeat[] {
  const rank = ({ name }: PlannedSeat): number => CHEAP_AND_FAST.indexOf(name);
  const sorted = usable.toSorted((a, b) => rank(a) - rank(b));
  const [first] = sorted;
  if (mode !== 'pair' || !first) return sorted;
  const other = sorted.find((seat) => providerOf(seat) !== providerOf(first));
  return other ? [first, other, ...sorted.filter((seat) => seat !== first && seat !== other)] : sorted;
}

const providerOf = ({ candidates }: PlannedSeat): string => candidates[0]?.provider ?? '';

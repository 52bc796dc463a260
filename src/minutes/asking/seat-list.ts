import type { Seat, SeatCandidate } from './seat.ts';
import { seats } from './seats.ts';

/** What the configuration says about seats. */
export interface SeatChoices {
  /** Model by the name of its seat; "" or absent leaves the table as it is. */
  readonly models: Readonly<Record<string, string | undefined>>;
  /** Models of the local server: they fill what the table leaves empty. */
  readonly localModels: readonly string[];
}

/** Small enough for every model of today; a provider's list tells the true one. */
const UNKNOWN_CONTEXT_TOKENS = 32_768;
/** What local servers give a model unless told otherwise. */
const LOCAL_CONTEXT_TOKENS = 8_192;

/** The five seats with the chosen models in front and the local ones at the end. */
export function seatList({ models, localModels }: SeatChoices): readonly Seat[] {
  const local = localModels.map(localCandidate);
  return seats.map((seat) => {
    const chosen = models[seat.name];
    const front = chosen ? [chosenCandidate(seat, chosen)] : [];
    const rest = seat.candidates.filter(({ model, provider }) => !front.some((c) => is(c, provider, model)));
    return { name: seat.name, candidates: [...front, ...rest, ...local] };
  });
}

const is = (candidate: SeatCandidate, provider: string, model: string): boolean =>
  candidate.provider === provider && candidate.model === model;

function chosenCandidate(seat: Seat, model: string): SeatCandidate {
  const provider = seat.name.startsWith('groq') ? 'groq' : 'openrouter';
  const known = seats.flatMap(({ candidates }) => candidates).find((candidate) => is(candidate, provider, model));
  const stranger = { provider, model, contextTokens: UNKNOWN_CONTEXT_TOKENS, strictSchema: true };
  return { ...(known ?? stranger), note: 'from the configuration', isChosen: true };
}

const localCandidate = (model: string): SeatCandidate => ({
  provider: 'local',
  model,
  contextTokens: LOCAL_CONTEXT_TOKENS,
  strictSchema: true,
  note: 'a server of our own',
  isChosen: true,
});

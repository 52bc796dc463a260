import type { ModelName } from '../../ports/model-memory.ts';
import type { ModelCard, ModelProvider } from '../../ports/model-provider.ts';
import type { Seat, SeatCandidate } from './seat.ts';

/** What is known about models now. */
export interface ModelFacts {
  readonly providers: ReadonlyMap<string, ModelProvider>;
  /** Null when the provider never told what it offers. */
  readonly cardsOf: (provider: string) => ReadonlyMap<string, ModelCard> | null;
  readonly retired: readonly ModelName[];
  readonly nowMs: number;
}

/** Aliases stand for the newest of a family and are in no list. */
const isAlias = (model: string): boolean => model.startsWith('~');

/** Small enough for every model of today. */
const UNKNOWN_CONTEXT_TOKENS = 32_768;

/** No models for text: whatever their names say. */
const NO_CHAT = /whisper|tts|embed|guard|moderation|rerank|image|audio|ocr/i;

/**
 * Who may fill a seat now, in the order of its list: the provider is configured, lists the model (or never told, or lists none of the models
 * of all seats, so its list is not to be trusted), and has not ended it. A server under a changed address may have any names, so
 * what it lists is appended.
 */
export function usableCandidates(seat: Seat, seats: readonly Seat[], facts: ModelFacts): readonly SeatCandidate[] {
  const offered = seat.candidates.filter(({ provider }) => facts.providers.has(provider));
  const all = seats.flatMap(({ candidates }) => candidates);
  const candidates = [...offered.filter((candidate) => isOffered(candidate, all, facts)), ...strangers(seat, facts)];
  return candidates
    .filter((candidate) => !isOver(candidate, facts))
    .map((candidate) => {
      const told = facts.cardsOf(candidate.provider)?.get(candidate.model)?.contextTokens ?? null;
      return told === null ? candidate : { ...candidate, contextTokens: told };
    });
}

function isOffered(candidate: SeatCandidate, all: readonly SeatCandidate[], { cardsOf }: ModelFacts): boolean {
  const cards = cardsOf(candidate.provider);
  if (cards === null || candidate.isChosen || isAlias(candidate.model) || cards.has(candidate.model)) return true;
  return !all.some(({ provider, model }) => provider === candidate.provider && cards.has(model));
}

function isOver({ provider, model }: SeatCandidate, { cardsOf, retired, nowMs }: ModelFacts): boolean {
  const endMs = cardsOf(provider)?.get(model)?.expiresAtMs ?? null;
  if (endMs !== null && endMs <= nowMs) return true;
  return retired.some((name) => name.provider === provider && name.model === model);
}

function strangers(seat: Seat, facts: ModelFacts): readonly SeatCandidate[] {
  const known = new Set(seat.candidates.map(({ provider, model }) => `${provider} ${model}`));
  const names = new Set([...seat.candidates.map(({ provider }) => provider), 'local']);
  return [...names]
    .filter((name) => facts.providers.get(name)?.isOriginal === false)
    .flatMap((provider) => listedBy(provider, seat, facts).map((model) => ({ provider, model })))
    .filter(({ provider, model }) => !known.has(`${provider} ${model}`))
    .map((name) => ({
      ...name,
      contextTokens: UNKNOWN_CONTEXT_TOKENS,
      strictSchema: true,
      note: 'listed by the server',
    }));
}

/** A server of one's own may hold dozens of models: it is asked for one, the named one or else the first of its list. */
function listedBy(provider: string, seat: Seat, { cardsOf }: ModelFacts): readonly string[] {
  const models = [...(cardsOf(provider)?.keys() ?? [])].filter((model) => !NO_CHAT.test(model));
  if (provider !== 'local') return models;
  return seat.candidates.some((candidate) => candidate.provider === 'local') ? [] : models.slice(0, 1);
}

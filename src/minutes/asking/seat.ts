/** A model that may fill a seat. */
export interface SeatCandidate {
  readonly provider: string;
  readonly model: string;
  readonly contextTokens: number;
  /** Whether a strict schema is worth a first try; what the provider really takes is found out by asking. */
  readonly strictSchema: boolean;
  readonly note: string;
  /** Somebody named it in the configuration: it is asked even when nobody lists it. */
  readonly isChosen?: boolean;
}

/** One of the five voters: a role, and who may play it, the first choice first. */
export interface Seat {
  /** "groq", "groq-2", "openrouter", "openrouter-2", "openrouter-3", like the variables that set their models. */
  readonly name: string;
  readonly candidates: readonly SeatCandidate[];
}

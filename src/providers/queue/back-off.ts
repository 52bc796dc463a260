const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** How long to wait after the failed `attempt` (1 for the first): doubles each time, up to a minute. */
export const backOffMs = (attempt: number): number => Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS);

const LEAST_WORDS = 80;
const SOON_MS = 60_000;
const SOON_WORDS = 160;
const LATEST_MS = 120_000;

/** Whether a call is worth it: every two minutes when at least 80 new words were said, every minute when people talk fast. */
export function shouldUpdate({ sinceMs, newWords }: { readonly sinceMs: number; readonly newWords: number }): boolean {
  if (newWords < LEAST_WORDS) return false;
  return sinceMs >= LATEST_MS || (sinceMs >= SOON_MS && newWords >= SOON_WORDS);
}

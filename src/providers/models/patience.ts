import type { DownloadFault, DownloadFaultKind } from './download-fault.ts';

/** An attempt that gets this far wipes out the failed ones before it: a bad line may break as often as it likes. */
const GOOD_PROGRESS_BYTES = 1 << 20;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Counts the failures of one download, each kind for itself. */
export class Patience {
  readonly #failures = new Map<DownloadFaultKind, number>();
  #hasAnswered = false;

  /** How long to wait before the next attempt; null when there should be none. */
  pauseMs(fault: DownloadFault, progressBytes: number): number | null {
    this.#hasAnswered ||= progressBytes > 0;
    if (progressBytes >= GOOD_PROGRESS_BYTES) this.#failures.clear();
    const failures = (this.#failures.get(fault.kind) ?? 0) + 1;
    this.#failures.set(fault.kind, failures);
    if (failures >= fault.attempts(this.#hasAnswered)) return null;
    return fault.retryAfterMs || Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
  }
}

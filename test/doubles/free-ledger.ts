import type { Usage } from '../../src/domain/usage.ts';
import type { Budget, Ledger, Reservation } from '../../src/ports/ledger.ts';

/** A ledger without limits, prices or memory: it knows only what providers bill themselves. */
export class FreeLedger implements Ledger {
  #reservations = 0;

  reserve(): Promise<Reservation> {
    this.#reservations += 1;
    return Promise.resolve({ id: String(this.#reservations), estimateMicroUsd: null });
  }

  settle(_reservationId: string, usage: Usage): Promise<Usage> {
    return Promise.resolve(usage);
  }

  release(): Promise<void> {
    return Promise.resolve();
  }

  record(usage: Usage): Promise<Usage> {
    return Promise.resolve(usage);
  }

  estimate(): number | null {
    return null;
  }

  budget(): Promise<Budget> {
    return Promise.resolve({ leftMicroUsd: null, limit: null });
  }
}

import type { CaptureReceipt } from '../../domain/receipt.ts';
import { toMomError } from '../../errors.ts';
import { ReceiptCounter, readJournal, readJournalHead } from '../../recording/index.ts';

/** What the journal of a call holds. */
export interface JournalFacts {
  /** Epoch ms of the zero of its times. */
  readonly zeroMs: number;
  /** Epoch ms of the last thing in it. */
  readonly lastAtMs: number;
  /** It breaks off while everybody is off the record. */
  readonly isPaused: boolean;
  readonly receipt: CaptureReceipt;
}

/**
 * Reads a journal once from its start to its end; null where there is none.
 *
 * @throws MomError journal_locked, journal_failed; an aborted signal's reason
 */
export async function journalFacts(
  folder: string,
  key: Uint8Array | null,
  signal: AbortSignal,
): Promise<JournalFacts | null> {
  const head = await headOf(folder);
  if (!head) return null;
  const counter = new ReceiptCounter();
  let lastAtMs = head.startedAtMs;
  let isPaused = false;
  for await (const record of readJournal(folder, { key, signal })) {
    counter.add(record);
    if (record.kind === 'packet') lastAtMs = Math.max(lastAtMs, record.packet.arrivalMs);
    if (record.kind !== 'event') continue;
    const { event } = record;
    lastAtMs = Math.max(lastAtMs, event.atMs);
    if ((event.type === 'pause-start' || event.type === 'pause-end') && event.userId === null)
      isPaused = event.type === 'pause-start';
  }
  return { zeroMs: head.startedAtMs, lastAtMs, isPaused, receipt: counter.end() };
}

/** What the journal says of itself; null before its first byte is written. @throws MomError journal_failed */
export async function headOf(folder: string) {
  try {
    return await readJournalHead(folder);
  } catch (error: unknown) {
    const { code } = toMomError(error);
    if (code === 'recording_missing' || code === 'recording_unreadable') return null;
    throw error;
  }
}

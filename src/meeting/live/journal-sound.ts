import type { Clock } from '../../ports/clock.ts';
import type { OpusDecoder } from '../../ports/opus-decoder.ts';
import { followJournal, type JournalRecord, type OpenTrack, openTracks } from '../../recording/index.ts';
import type { Bell } from './bell.ts';
import { headOf } from './journal-facts.ts';

export interface JournalSoundOptions {
  readonly folder: string;
  readonly key: Uint8Array | null;
  readonly clock: Clock;
  readonly opus: OpusDecoder;
  readonly signal: AbortSignal;
  /** Epoch ms at which the call was joined last. */
  readonly joinedAtMs: number;
  /** Rings when the journal has more, for less delay than looking. */
  readonly written?: Bell;
  /** How often to look for more, and how far silence stays behind the clock; as `followJournal` does unless told. */
  readonly pollMs?: number;
  readonly behindMs?: number;
  /** Epoch ms from which on a member's sound is wanted. */
  readonly sinceMs: (userId: string) => number;
  readonly onName: (userId: string, name: string) => void;
}

/** The journal's first file comes with its first batch. */
const HEAD_POLL_MS = 200;

/**
 * Everybody's sound while a call is recorded, out of its journal; `zeroMs` comes first. Ends when the journal does.
 *
 * @throws MomError journal_locked, journal_failed, opus_failed; the signal's reason
 */
export async function openJournalSound(
  options: JournalSoundOptions,
): Promise<{ readonly zeroMs: number; readonly tracks: AsyncGenerator<OpenTrack> }> {
  const { folder, key, clock, opus, signal, written, joinedAtMs, pollMs, behindMs } = options;
  const zeroMs = await zeroOf(options);
  const pace = {
    ...(written && { written: (waiting: AbortSignal): Promise<void> => written.wait(waiting) }),
    ...(pollMs !== undefined && { pollMs }),
    ...(behindMs !== undefined && { behindMs }),
  };
  const records = followJournal(folder, { key, clock, signal, joinedAtMs, ...pace });
  return { zeroMs, tracks: openTracks(wantedOf(records, options), { startedAtMs: zeroMs, opus, signal }) };
}

async function zeroOf({ folder, clock, signal }: JournalSoundOptions): Promise<number> {
  for (;;) {
    const head = await headOf(folder);
    if (head) return head.startedAtMs;
    await clock.delay(HEAD_POLL_MS, signal);
  }
}

async function* wantedOf(
  records: AsyncIterable<JournalRecord>,
  { sinceMs, onName }: JournalSoundOptions,
): AsyncGenerator<JournalRecord> {
  for await (const record of records) {
    if (record.kind === 'event' && record.event.type === 'member-join') onName(record.event.userId, record.event.name);
    const isOld = record.kind === 'packet' && record.packet.arrivalMs < sinceMs(record.packet.userId);
    if (!isOld) yield record;
  }
}

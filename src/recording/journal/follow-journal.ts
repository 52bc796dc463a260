import type { CaptureEvent } from '../../domain/packet.ts';
import type { Clock } from '../../ports/clock.ts';
import { hostDisk } from './journal-disk.ts';
import { JournalFileReader } from './journal-file-reader.ts';
import { type JournalFileName, listJournalFiles } from './journal-names.ts';
import type { JournalRecord, UserFilter } from './journal-record.ts';

export interface FollowOptions {
  readonly key?: Uint8Array | null;
  readonly users?: UserFilter;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How often to look for more; 200 ms unless told. */
  readonly pollMs?: number;
  /** How far silence is told behind the clock; 1 s unless told. */
  readonly behindMs?: number;
  /** Epoch ms at which the call was joined last: people came back, so an `end` before that is none. */
  readonly joinedAtMs?: number;
  /** Resolves when the writer has written, for less delay than polling. */
  readonly written?: (signal: AbortSignal) => Promise<void>;
}

const DEFAULT_POLL_MS = 200;
/** The writer's batch, its write and our poll are well within it. */
const DEFAULT_BEHIND_MS = 1_000;

/**
 * A journal from its start, and on while it is being written: `time` records tell how far it goes while nobody speaks. Ends behind an
 * `end` event after which nothing comes.
 *
 * @throws MomError journal_locked, journal_failed; the signal's reason
 */
export async function* followJournal(folder: string, options: FollowOptions): AsyncGenerator<JournalRecord> {
  const end = new EndWatch(options.joinedAtMs ?? 0);
  for (let number = 0; ; ) {
    const next = await newerThan(folder, number);
    if (next) {
      number = next.number;
      yield* followFile(folder, next, end, options);
    } else if (end.isReached) return;
    else yield* untilMore(options);
  }
}

/** Up to where the next file begins, or the journal ends. */
async function* followFile(
  folder: string,
  name: JournalFileName,
  end: EndWatch,
  options: FollowOptions,
): AsyncGenerator<JournalRecord> {
  const { key = null, users = null, signal } = options;
  await using file = await JournalFileReader.open(name, { key, users });
  for (;;) {
    // Asked before reading: what was written before the next file came to be is then read.
    const isClosed = (await newerThan(folder, name.number)) !== null;
    const wasEnded = end.isReached;
    for await (const records of file.read(signal)) for (const record of records) yield end.watch(record);
    if (isClosed || (wasEnded && end.isReached)) break;
    if (!end.isReached) yield* untilMore(options);
  }
  yield* file.finish();
}

/** Whether the last that was heard is the end. */
class EndWatch {
  readonly #joinedAtMs: number;
  #isReached = false;

  constructor(joinedAtMs: number) {
    this.#joinedAtMs = joinedAtMs;
  }

  get isReached(): boolean {
    return this.#isReached;
  }

  watch(record: JournalRecord): JournalRecord {
    if (record.kind === 'event') this.#isReached = isEnd(record.event, this.#joinedAtMs);
    if (record.kind === 'packet') this.#isReached = false;
    return record;
  }
}

const isEnd = ({ type, atMs }: CaptureEvent, joinedAtMs: number): boolean => type === 'end' && atMs >= joinedAtMs;

async function newerThan(folder: string, number: number): Promise<JournalFileName | null> {
  const files = await listJournalFiles(folder, hostDisk);
  return files.find((file) => file.number > number) ?? null;
}

async function* untilMore(options: FollowOptions): AsyncGenerator<JournalRecord> {
  const { behindMs = DEFAULT_BEHIND_MS } = options;
  yield { kind: 'time', atMs: options.clock.now() - behindMs };
  await more(options);
}

async function more({ clock, signal, written, pollMs = DEFAULT_POLL_MS }: FollowOptions): Promise<void> {
  signal.throwIfAborted();
  const waiting = new AbortController();
  const either = AbortSignal.any([signal, waiting.signal]);
  try {
    const waits = [clock.delay(pollMs, either), ...(written ? [written(either)] : [])];
    await Promise.race(waits.map((wait) => wait.catch(() => signal.throwIfAborted())));
  } finally {
    waiting.abort();
  }
}

import { samplesOfMs } from '../../domain/audio.ts';
import type { OpusDecoder } from '../../ports/opus-decoder.ts';
import type { JournalRecord } from '../journal/journal-record.ts';
import { Timeline } from '../timeline/timeline.ts';
import { MemberTrack } from './member-track.ts';
import type { TrackPiece } from './track-piece.ts';

export interface TrackPiecesOptions {
  /** Epoch ms of the meeting's zero. */
  readonly startedAtMs: number;
  readonly opus: OpusDecoder;
  readonly signal?: AbortSignal;
  /** Packets of one member that are decoded at once; 250 (5 s) unless told. */
  readonly packetsAtOnce?: number;
  /** Told when a member's packets were no Opus, with how many in all. */
  readonly onDamaged?: (userId: string, packets: number) => void;
}

const DEFAULT_PACKETS_AT_ONCE = 250;
/** A packet that arrives later than what was heard may still be placed this much earlier. */
const MARK_MARGIN_MS = 500;

/**
 * The sound of everybody in a journal, sparse, in the journal's order; of one member in order. With a journal that is followed, silence
 * is told as it passes, and sound is given as soon as the journal has nothing more for the moment.
 *
 * @throws MomError opus_failed, and what the records throw; an aborted signal's reason
 */
export async function* trackPieces(
  records: AsyncIterable<JournalRecord>,
  options: TrackPiecesOptions,
): AsyncGenerator<TrackPiece> {
  const { startedAtMs, packetsAtOnce = DEFAULT_PACKETS_AT_ONCE } = options;
  const timeline = new Timeline(startedAtMs);
  const members = new Members(options);
  for await (const record of records) {
    for (const packet of timeline.add(record)) members.of(packet.userId).add(packet);
    const isCaughtUp = record.kind === 'time';
    yield* members.decode(isCaughtUp ? 1 : packetsAtOnce);
    if (isCaughtUp) yield* members.marks(timeline);
  }
  for (const packet of timeline.end()) members.of(packet.userId).add(packet);
  yield* members.decode(1);
}

class Members {
  readonly #options: TrackPiecesOptions;
  readonly #tracks = new Map<string, MemberTrack>();
  /** Those that got packets since they were last decoded. */
  readonly #touched = new Set<MemberTrack>();

  constructor(options: TrackPiecesOptions) {
    this.#options = options;
  }

  of(userId: string): MemberTrack {
    const track = this.#tracks.get(userId) ?? new MemberTrack(userId, this.#options.opus.voice());
    this.#tracks.set(userId, track);
    this.#touched.add(track);
    return track;
  }

  /** Of everybody who has at least so many packets waiting. */
  async *decode(atLeast: number): AsyncGenerator<TrackPiece> {
    for (const track of this.#touched) {
      if (track.waiting < atLeast) continue;
      this.#touched.delete(track);
      const damagedBefore = track.damaged;
      yield* await track.decode(this.#options.signal);
      if (track.damaged > damagedBefore) this.#options.onDamaged?.(track.userId, track.damaged);
    }
  }

  *marks(timeline: Timeline): Generator<TrackPiece> {
    const sample = samplesOfMs(timeline.nowMs - this.#options.startedAtMs - MARK_MARGIN_MS);
    for (const track of this.#tracks.values()) {
      const mark = timeline.isSettled(track.userId) ? track.mark(sample) : null;
      if (mark) yield mark;
    }
  }
}

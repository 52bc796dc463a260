import { msOfSamples, type Pcm, samplesOfMs } from '../../domain/audio.ts';
import type { LostSound } from '../../domain/lost-sound.ts';
import type { Warning } from '../../domain/meeting.ts';
import { MomError } from '../../errors.ts';
import type { OpusDecoder } from '../../ports/opus-decoder.ts';
import type { DecodedRecording, DecodeLimits, RecordingFormat } from '../../ports/recording-decoder.ts';
import type { JournalRecord } from '../journal/journal-record.ts';
import { type JournalHead, readJournal } from '../journal/read-journal.ts';
import { fillSilence, silence } from './fill-silence.ts';
import { noteLosses } from './note-losses.ts';
import type { TrackFile } from './track-file.ts';
import type { TrackPiece } from './track-piece.ts';
import { trackPieces } from './track-pieces.ts';

/** The call went on after the last word: its member was silent, and the end of the word is heard as in the middle of a track. */
const CLOSING_SILENCE_SAMPLES = samplesOfMs(1_500);

export interface JournalRecordingOptions {
  readonly path: string;
  readonly track: TrackFile;
  readonly head: JournalHead;
  readonly key: Uint8Array | null;
  readonly opus: OpusDecoder;
  readonly limits: DecodeLimits;
  readonly keepsStart: boolean;
  readonly signal: AbortSignal | undefined;
}

/** One member's track of a journal, read like a recording. */
export class JournalRecording implements DecodedRecording {
  readonly format: RecordingFormat;
  readonly warnings: Warning[] = [];
  readonly lost: LostSound[] = [];
  readonly #options: JournalRecordingOptions;
  readonly #closing = new AbortController();
  readonly #signal: AbortSignal;
  #damagedBytes = 0;
  #damagedPackets = 0;
  #isTaken = false;

  constructor(options: JournalRecordingOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([this.#closing.signal, ...(options.signal ? [options.signal] : [])]);
    this.format = {
      container: 'journal',
      codec: 'opus',
      sampleRateHz: 48_000,
      channels: 2,
      declaredDurationMs: options.track.durationMs,
    };
  }

  get blocks(): AsyncIterable<Pcm> {
    return { [Symbol.asyncIterator]: () => this.#read() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new MomError('aborted', 'the recording is closed'));
  }

  async *#read(): AsyncGenerator<Pcm> {
    const { keepsStart, limits, path } = this.#options;
    if (this.#isTaken) throw new MomError('internal', 'a recording can be read once');
    this.#isTaken = true;
    this.#signal.throwIfAborted();
    const pieces = this.#pieces();
    const first = await pieces.next();
    if (first.done) throw new MomError('recording_no_audio', 'its member was never heard', { file: path });
    const longestSamples = samplesOfMs(limits.maxDurationMs);
    const isInMeeting = keepsStart && first.value.startSample < longestSamples;
    const startSample = isInMeeting ? 0 : first.value.startSample;
    const mostSamples = startSample + longestSamples;
    let position = startSample;
    const told = noteLosses(chain(first.value, pieces), this.lost, startSample);
    for await (const block of fillSilence(this.#within(told, mostSamples), startSample)) {
      this.#signal.throwIfAborted();
      position += block.length;
      yield block;
    }
    const { durationMs } = this.#options.track;
    yield* silence(Math.min(CLOSING_SILENCE_SAMPLES, samplesOfMs(durationMs ?? 0) - position));
    this.#warn();
  }

  #pieces(): AsyncGenerator<TrackPiece> {
    const { head, opus } = this.#options;
    const signal = this.#signal;
    const onDamaged = (_userId: string, packets: number): void => {
      this.#damagedPackets = packets;
    };
    return trackPieces(this.#records(), { startedAtMs: head.startedAtMs, opus, signal, onDamaged });
  }

  async *#records(): AsyncGenerator<JournalRecord> {
    const { track, key } = this.#options;
    const signal = this.#signal;
    for await (const record of readJournal(track.journal, { key, users: new Set([track.userId]), signal })) {
      if (record.kind === 'damage' && !record.isTail) this.#damagedBytes += record.bytes;
      yield record;
    }
  }

  /** Before the silence that leads to it is made: a clock that was years off must not fill them. */
  async *#within(pieces: AsyncIterable<TrackPiece>, mostSamples: number): AsyncGenerator<TrackPiece> {
    const { limits, path } = this.#options;
    for await (const piece of pieces) {
      if (piece.startSample + piece.pcm.length > mostSamples) {
        const limitMinutes = Math.round(limits.maxDurationMs / 60_000);
        const reachedMinutes = Math.round(msOfSamples(piece.startSample) / 60_000);
        throw new MomError('recording_too_long', `it has ${reachedMinutes} minutes, the limit is ${limitMinutes}`, {
          file: path,
        });
      }
      yield piece;
    }
  }

  #warn(): void {
    if (this.#damagedBytes > 0)
      this.warnings.push({
        code: 'recording_damaged',
        text: `A part of the recording is damaged on the disk (${this.#damagedBytes} bytes); what stood there is missing.`,
      });
    if (this.#damagedPackets > 0)
      this.warnings.push({
        code: 'packets_damaged',
        text: `${this.#damagedPackets} packets were no sound that can be decoded.`,
      });
  }
}

async function* chain(first: TrackPiece, rest: AsyncGenerator<TrackPiece>): AsyncGenerator<TrackPiece> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined); // broken off at the first piece, nobody else would close the journal
  }
}

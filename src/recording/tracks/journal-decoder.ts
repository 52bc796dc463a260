import type { OpusDecoder } from '../../ports/opus-decoder.ts';
import type { DecodedRecording, DecodeOptions, RecordingDecoder } from '../../ports/recording-decoder.ts';
import { readJournalHead } from '../journal/read-journal.ts';
import { JournalRecording } from './journal-recording.ts';
import { readTrackFile, TRACK_FILE_SUFFIX } from './track-file.ts';

export interface JournalDecoderOptions {
  readonly opus: OpusDecoder;
  /** The key of an encrypted meeting; null when it is gone. */
  readonly keyOf: (meetingId: string) => Promise<Uint8Array | null>;
  /** Decodes everything that is no track of a journal. */
  readonly others: RecordingDecoder;
}

/**
 * Members' tracks of journals (files of `writeTrackFile`) beside ordinary recordings, so that a call goes through the same core as
 * uploads. `maxBytes`, `stallTimeoutMs` and `maxMemoryBytes` mean nothing to a journal: it is our own, and read in constant memory.
 *
 * @throws MomError what RecordingDecoder throws; journal_locked, journal_failed, opus_failed
 */
export function createJournalDecoder(options: JournalDecoderOptions): RecordingDecoder {
  return {
    decode: (path, decodeOptions) =>
      path.endsWith(TRACK_FILE_SUFFIX)
        ? openTrack(path, decodeOptions, options)
        : options.others.decode(path, decodeOptions),
  };
}

async function openTrack(
  path: string,
  decodeOptions: DecodeOptions,
  { opus, keyOf }: JournalDecoderOptions,
): Promise<DecodedRecording> {
  const { signal, limits, keepsStart = false } = decodeOptions;
  signal?.throwIfAborted();
  const track = await readTrackFile(path);
  const head = await readJournalHead(track.journal);
  const key = head.isSealed ? await keyOf(head.meetingId) : null;
  signal?.throwIfAborted();
  return new JournalRecording({ path, track, head, key, opus, limits, keepsStart, signal });
}

import type { Pcm } from '../domain/audio.ts';
import type { LostSound } from '../domain/lost-sound.ts';
import type { Warning } from '../domain/meeting.ts';

/** What one recording may cost. A broken limit ends the decoding with its own error code. */
export interface DecodeLimits {
  /** Size of the file in bytes. */
  readonly maxBytes: number;
  /** Length of the decoded audio in ms. */
  readonly maxDurationMs: number;
  /** Wall time without any progress in ms. */
  readonly stallTimeoutMs: number;
  /** Memory of the decoding process in bytes. */
  readonly maxMemoryBytes: number;
}

export interface DecodeOptions {
  readonly limits: DecodeLimits;
  /**
   * The recording is a track of a meeting: its time stamps count from the meeting's zero, so a late start is silence, of
   * `maxDurationMs` at most. Without it the recording starts with its sound.
   */
  readonly keepsStart?: boolean;
  readonly signal?: AbortSignal;
}

/** What the container says about itself, as far as it can be believed. */
export interface RecordingFormat {
  readonly container: string;
  readonly codec: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Null when the container does not tell; it may lie. */
  readonly declaredDurationMs: number | null;
}

export interface DecodedRecording extends AsyncDisposable {
  readonly format: RecordingFormat;
  /**
   * Mono 16 kHz blocks of at most one second, in order, streamed; can be read once. Throws in the middle of the stream
   * what decode() throws, when the fault shows there. Breaking off the loop ends the decoding process.
   */
  readonly blocks: AsyncIterable<Pcm>;
  /** Sound that was sent and never arrived, counted from the first sample; known up to the end of the last block. Absent where nobody can tell. */
  readonly lost?: readonly LostSound[];
  /** Complete once `blocks` has ended: truncated, wrong extension, damaged packets skipped, … */
  readonly warnings: readonly Warning[];
}

/**
 * Turns any recording that FFmpeg knows into PCM, in a process of its own.
 *
 * @throws MomError recording_missing, recording_unreadable, recording_empty, recording_not_audio, recording_no_audio,
 * recording_too_large, recording_too_long, recording_stalled, recording_memory, decoder_crashed; an aborted signal's reason
 */
export interface RecordingDecoder {
  decode(path: string, options: DecodeOptions): Promise<DecodedRecording>;
}

import { resolve } from 'node:path';
import type { Logger } from '../../log.ts';
import type { DecodedRecording, DecodeLimits, DecodeOptions, RecordingDecoder } from '../../ports/recording-decoder.ts';
import { DecodingChild, type FormatMessage } from './decoding-child.ts';
import { FfmpegRecording } from './ffmpeg-recording.ts';
import { measureRecording } from './recording-file.ts';
import { tooLong } from './too-long.ts';

export interface FfmpegDecoderOptions {
  readonly log: Logger;
}

/** Declared lengths are rounded up and padded. */
const DECLARED_MARGIN = 1.02;
/** A file that is much smaller than its declared length needs is cut off or lies. */
const BELIEVABLE_SHARE = 0.9;

/** Decodes with the FFmpeg inside npm's node-av, one process for each recording. */
export function createFfmpegDecoder({ log }: FfmpegDecoderOptions): RecordingDecoder {
  return { decode: (path, options) => decode(path, options, log) };
}

async function decode(path: string, options: DecodeOptions, log: Logger): Promise<DecodedRecording> {
  const { limits, keepsStart = false, signal } = options;
  signal?.throwIfAborted();
  const absolutePath = resolve(path);
  const bytes = await measureRecording(absolutePath, limits.maxBytes);
  signal?.throwIfAborted();
  const child = new DecodingChild({ path: absolutePath, limits, keepsStart, signal, log });
  try {
    const message = await child.format;
    refuseTooLong(absolutePath, message, bytes, limits);
    const { format } = message;
    return new FfmpegRecording(child, { path: absolutePath, format, maxDurationMs: limits.maxDurationMs });
  } catch (error: unknown) {
    await child[Symbol.asyncDispose]();
    throw error;
  }
}

/** Hours of work on a recording that will be refused at its end are spared where its declared length can be believed. */
function refuseTooLong(path: string, message: FormatMessage, bytes: number, { maxDurationMs }: DecodeLimits): void {
  const { declaredDurationMs } = message.format;
  if (declaredDurationMs === null || declaredDurationMs <= maxDurationMs * DECLARED_MARGIN) return;
  if (bytes < message.leastBytes * BELIEVABLE_SHARE) return;
  throw tooLong(path, maxDurationMs, declaredDurationMs);
}

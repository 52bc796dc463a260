import { MomError } from '../../errors.ts';
import type { FileReader } from './file-reader.ts';
import { NO_REPAIR, type Repair } from './repair.ts';

const HEAD_BYTES = 4096;
/** Places within the "fmt " chunk's content. */
const RATE_AT = 4;
const BYTE_RATE_AT = 8;
const BLOCK_BYTES_AT = 12;
const FORMAT_BYTES = 16;
const CHUNK_HEADER_BYTES = 8;

/**
 * Looks into a WAV header for what stops FFmpeg: a sample rate of zero is worked out from the bytes a second.
 *
 * @throws MomError recording_no_audio for a file that ends within its header
 */
export function repairWav(file: FileReader): Repair {
  const head = file.read(0, HEAD_BYTES);
  if (head.length < HEAD_BYTES && !head.includes('data'))
    throw new MomError('recording_no_audio', 'it ends within its header');
  const format = head.indexOf('fmt ') + CHUNK_HEADER_BYTES;
  if (format < CHUNK_HEADER_BYTES || format + FORMAT_BYTES > head.length) return NO_REPAIR;
  const blockBytes = head.readUInt16LE(format + BLOCK_BYTES_AT);
  const rateHz = Math.round(head.readUInt32LE(format + BYTE_RATE_AT) / blockBytes);
  if (head.readUInt32LE(format + RATE_AT) !== 0 || !(rateHz > 0 && Number.isFinite(rateHz))) return NO_REPAIR;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(rateHz);
  const text = `Its header names no sample rate; the rest of the header means ${rateHz} Hz.`;
  return {
    patches: [{ from: format + RATE_AT, bytes }],
    warnings: [{ code: 'recording_repaired', text }],
    endsAbruptly: false,
  };
}

import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { isAbort, MomError } from '../../errors.ts';
import type { OpusDecoder } from '../../ports/opus-decoder.ts';
import type { JournalRecord } from '../journal/journal-record.ts';
import { readJournal, readJournalHead } from '../journal/read-journal.ts';
import type { PlacedPacket } from '../timeline/placed-packet.ts';
import { Timeline } from '../timeline/timeline.ts';
import { fillSilence } from '../tracks/fill-silence.ts';
import { trackPieces } from '../tracks/track-pieces.ts';
import { oggOpus } from './ogg-opus.ts';
import { WAV_HEADER_BYTES, wavHeader, wavSamples } from './wav.ts';

export interface ExportOptions {
  readonly userId: string;
  readonly key?: Uint8Array | null;
  readonly signal?: AbortSignal;
}

export interface OggExportOptions extends ExportOptions {
  /** Vorbis comments: TITLE, ARTIST, … */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface WavExportOptions extends ExportOptions {
  readonly opus: OpusDecoder;
}

/**
 * One member's voice as an Ogg Opus file from the meeting's zero on, with the packets that were received. The file appears when it is whole.
 *
 * @throws MomError export_failed, and what readJournal throws; an aborted signal's reason
 */
export async function exportOgg(folder: string, path: string, options: OggExportOptions): Promise<void> {
  const { startedAtMs } = await readJournalHead(folder);
  const placed = placedPackets(recordsOf(folder, options), startedAtMs);
  await writeWhole(path, options.signal, async (file) => {
    for await (const page of oggOpus(placed, options.tags ?? {})) await file.write(page);
  });
}

/**
 * One member's voice as WAV, 16 bit mono 16 kHz, from the meeting's zero on.
 *
 * @throws MomError opus_failed, and what exportOgg throws
 */
export async function exportWav(folder: string, path: string, options: WavExportOptions): Promise<void> {
  const { startedAtMs } = await readJournalHead(folder);
  const { opus, signal } = options;
  const pieces = trackPieces(recordsOf(folder, options), { startedAtMs, opus, ...(signal ? { signal } : {}) });
  await writeWhole(path, signal, async (file) => {
    let dataBytes = 0;
    await file.write(wavHeader(dataBytes));
    for await (const block of fillSilence(pieces)) {
      const bytes = wavSamples(block);
      await file.write(bytes);
      dataBytes += bytes.length;
    }
    await file.write(wavHeader(dataBytes), 0, WAV_HEADER_BYTES, 0);
  });
}

function recordsOf(folder: string, { userId, key = null, signal }: ExportOptions): AsyncIterable<JournalRecord> {
  return readJournal(folder, { key, users: new Set([userId]), ...(signal ? { signal } : {}) });
}

async function* placedPackets(records: AsyncIterable<JournalRecord>, zeroMs: number): AsyncGenerator<PlacedPacket> {
  const timeline = new Timeline(zeroMs);
  for await (const record of records) yield* timeline.add(record);
  yield* timeline.end();
}

async function writeWhole(
  path: string,
  signal: AbortSignal | undefined,
  write: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const part = `${path}.part`;
  try {
    {
      await using file = await open(part, 'w', 0o600);
      await write(file);
    }
    await rename(part, path);
  } catch (cause: unknown) {
    await rm(part, { force: true });
    signal?.throwIfAborted();
    if (cause instanceof MomError || isAbort(cause)) throw cause;
    throw new MomError('export_failed', 'the disk does not take it', { cause, file: path });
  }
}

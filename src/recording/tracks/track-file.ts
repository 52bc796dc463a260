import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { MomError } from '../../errors.ts';
import { toDiskFault } from '../journal/disk-fault.ts';
import { isMissing } from '../journal/journal-disk.ts';

/** Name of files that stand for one member's track in a journal. */
export const TRACK_FILE_SUFFIX = '.momtrack';

/** One member of one journal. */
export interface TrackFile {
  readonly meetingId: string;
  readonly userId: string;
  /** Absolute path of the journal's folder. */
  readonly journal: string;
  /** Length when the file was written; null when that was not known. */
  readonly durationMs: number | null;
}

const schema = z.object({
  format: z.literal('aimom-track'),
  version: z.literal(1),
  meetingId: z.string(),
  userId: z.string().regex(/^\d{1,20}$/),
  journal: z.string(),
  durationMs: z.number().nullable(),
});

/**
 * A small file in `folder` that stands for a member's track wherever a recording is asked for; gives its path. The journal is named
 * relative to it, so a meeting's folder can be moved.
 *
 * @throws MomError export_failed
 */
export async function writeTrackFile(folder: string, track: TrackFile): Promise<string> {
  const path = join(folder, `${track.userId}${TRACK_FILE_SUFFIX}`);
  const content = { format: 'aimom-track', version: 1, ...track, journal: relative(folder, resolve(track.journal)) };
  try {
    await writeFile(`${path}.part`, `${JSON.stringify(schema.parse(content))}\n`, { mode: 0o600 });
    await rename(`${path}.part`, path);
    return path;
  } catch (cause: unknown) {
    const retryable = toDiskFault(cause).code === 'disk_full';
    throw new MomError('export_failed', 'the track can not be noted', { cause, file: path, retryable });
  }
}

/** @throws MomError recording_missing, recording_unreadable, recording_not_audio */
export async function readTrackFile(path: string): Promise<TrackFile> {
  const { format: _format, version: _version, ...track } = parse(path, await textOf(path));
  return { ...track, journal: resolve(dirname(path), track.journal) };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause: unknown) {
    throw isMissing(cause)
      ? new MomError('recording_missing', 'it is not there', { cause, file: path })
      : new MomError('recording_unreadable', 'its bytes can not be read', { cause, file: path });
  }
}

function parse(path: string, text: string): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause: unknown) {
    throw new MomError('recording_not_audio', 'it is no track of a journal', { cause, file: path });
  }
}

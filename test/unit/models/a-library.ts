import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '../../../src/log.ts';
import { createLog } from '../../../src/log.ts';
import type { ModelEntry, ModelLibrary } from '../../../src/ports/model-library.ts';
import { createModelLibrary, type ModelLibraryOptions } from '../../../src/providers/models/index.ts';
import { ManualClock } from './manual-clock.ts';

/** Something with whisper.cpp's magic in front. */
export const aModel = (bytes = 200_000): Buffer => Buffer.concat([Buffer.from('lmgg'), randomBytes(bytes - 4)]);

export const sha256 = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

/** A row of the table for `body`. */
export const anEntry = (name: string, body: Buffer, changes: Partial<ModelEntry> = {}): ModelEntry => ({
  name,
  kind: 'whisper',
  file: `ggml-${name}.bin`,
  url: `https://models.example/files/ggml-${name}.bin`,
  bytes: body.length,
  sha256: sha256(body),
  ...changes,
});

export interface TestLibrary extends AsyncDisposable {
  readonly library: ModelLibrary;
  readonly folder: string;
  readonly cacheFolder: string;
  readonly clock: ManualClock;
  readonly lines: Record<string, unknown>[];
}

/** A library in folders of its own; pauses between attempts take no time, stalls and locks wait for the test. */
export async function aLibrary(options: Partial<ModelLibraryOptions> = {}): Promise<TestLibrary> {
  const home = await mkdtemp(join(tmpdir(), 'mom-models-'));
  const folder = join(home, 'models');
  const cacheFolder = join(home, 'cache', 'models');
  const clock = new ManualClock((ms) => ms >= 1_000 && ms <= 8_000);
  const { log, lines } = aLog();
  const library = createModelLibrary({ folders: [folder], cacheFolder, log, clock, ...options });
  const dispose = () => rm(home, { recursive: true, force: true });
  return { library, folder, cacheFolder, clock, lines, [Symbol.asyncDispose]: dispose };
}

/** A log that keeps its lines. */
export function aLog(): { log: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('trace', { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
  return { log, lines };
}

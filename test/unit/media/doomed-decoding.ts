// A parent that is killed by a test: begins to decode the file, takes the first block and then only waits.
import { setTimeout } from 'node:timers/promises';
import { createLog } from '../../../src/log.ts';
import { createFfmpegDecoder } from '../../../src/providers/media/index.ts';

const log = createLog('debug', { write: (line) => process.stdout.write(line) });
const limits = { maxBytes: 1e9, maxDurationMs: 1e8, stallTimeoutMs: 30_000, maxMemoryBytes: 1e9 };
const recording = await createFfmpegDecoder({ log }).decode(process.argv[2] ?? '', { limits });
for await (const block of recording.blocks) {
  log.info({ samples: block.length }, 'block');
  await setTimeout(600_000);
}

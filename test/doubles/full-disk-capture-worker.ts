import { parentPort } from 'node:worker_threads';
import { CountingSink } from '../../src/capture-sink.ts';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { serveCapture } from '../../src/platforms/discord/voice/worker/index.ts';
import { openJournal } from '../../src/recording/index.ts';
import { FullDisk } from './full-disk.ts';

/** The capture worker on a disk that is full from when somebody of this name appears. */
const FILLS_THE_DISK = 'Archive';

interface Told {
  readonly kind: string;
  readonly member?: { readonly name: string };
}

const disk = new FullDisk();
parentPort?.on('message', ({ kind, member }: Told) => {
  if (kind === 'member' && member?.name === FILLS_THE_DISK) disk.fault = 'ENOSPC';
});

await serveCapture({
  clock: systemClock,
  openSink: async ({ request, logLevel }, hooks) => {
    const { meetingId, startedAtMs, journalFolder: folder, journalKey: key } = request;
    const log = createLog(logLevel);
    const clock = systemClock;
    const writer = await openJournal(folder, { meetingId, startedAtMs, key, clock, log, disk, ...hooks });
    return new CountingSink(writer, { folder, key, reopenedAtMs: null, clock, log });
  },
});

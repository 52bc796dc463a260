import { CountingSink } from './capture-sink.ts';
import { systemClock } from './clock.ts';
import { createLog } from './log.ts';
import { serveCapture } from './platforms/discord/voice/worker/index.ts';
import { openJournal, readJournalHead } from './recording/index.ts';

/** Entry of a capture worker thread: Discord's voice on one side, the journal on the other. Part of the composition root. */
await serveCapture({
  clock: systemClock,
  openSink: async ({ request, logLevel }, hooks) => {
    const { meetingId, startedAtMs, journalFolder: folder, journalKey: key } = request;
    const log = createLog(logLevel).child({ meetingId });
    const clock = systemClock;
    const reopenedAtMs = (await isThere(folder)) ? clock.now() : null;
    const writer = await openJournal(folder, { meetingId, startedAtMs, key, clock, log, ...hooks });
    return new CountingSink(writer, { folder, key, reopenedAtMs, clock, log });
  },
});

async function isThere(folder: string): Promise<boolean> {
  try {
    await readJournalHead(folder);
    return true;
  } catch {
    return false; // what is wrong with it, opening it will say
  }
}

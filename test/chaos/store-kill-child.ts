import { writeSync } from 'node:fs';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createSqliteJobQueue } from '../../src/providers/queue/index.ts';
import { openDatabase } from '../../src/providers/sqlite/index.ts';
import { createSqliteMeetingStore } from '../../src/providers/store/index.ts';
import { aChunk, aMeeting, aResult } from '../contract/a-stored-meeting.ts';

// Works until it is killed, and says on stdout what was acknowledged, one line each: "<what> <id> [<answer>]".
/** More than one INSERT takes, so that there is a middle to be killed in. */
const IMPORTED_UTTERANCES = 600;
const [path = '', round = ''] = process.argv.slice(2);
const database = await openDatabase(path);
const store = createSqliteMeetingStore(database);
const queue = createSqliteJobQueue(database, { clock: systemClock, log: createLog('silent') });
const meetingId = `m${round}`;

queue.work('dig', async (_, { id, attempt }) => `${id}-${attempt}`, { concurrency: 2 });
await store.createMeeting({ ...aMeeting(), id: meetingId });
say('meeting', meetingId);
for (let index = 0; ; index++) {
  await store.saveChunk(meetingId, aChunk('t1', index));
  say('chunk', `${meetingId}/${index}`);
  const jobId = `${round}-${index}`;
  await queue.add('dig', [{ id: jobId, data: { index }, maxAttempts: 100 }]);
  say('job', jobId);
  say('done', `${jobId} ${await queue.result('dig', jobId)}`);
  const importedId = `imported-${round}-${index}`;
  await store.createMeeting({ ...aMeeting(), id: importedId }, aResult({ utterances: IMPORTED_UTTERANCES }));
  say('imported', importedId);
  if (index % 5 === 4) {
    await store.saveResult(meetingId, aResult({ utterances: index }));
    say('result', `${meetingId}/${index}`);
  }
}

/** Written before it returns: what the other side reads was really acknowledged. */
function say(what: string, id: string): void {
  writeSync(1, `${what} ${id}\n`);
}

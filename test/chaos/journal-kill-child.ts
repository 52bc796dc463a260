// Writes five members' packets into a journal as fast as a call does, until it is killed. Started by the test beside it.
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { openJournal } from '../../src/recording/index.ts';

const [folder = '', meetingId = '', first = '0', sealed = ''] = process.argv.slice(2);
const key = sealed ? new Uint8Array(32).fill(7) : null;
const journal = await openJournal(folder, {
  meetingId,
  startedAtMs: 1,
  clock: systemClock,
  log: createLog('silent'),
  onFault: () => process.exit(3),
  key,
});

let number = Number(first);
setInterval(() => {
  for (let user = 1; user <= 5; user += 1) {
    const opus = Uint8Array.from({ length: 200 }, (_, at) => (number + at) & 0xff);
    const arrivalMs = Date.now();
    journal.packet({
      userId: `${user}`,
      ssrc: user,
      sequence: number & 0xffff,
      rtpTime: number * 960,
      arrivalMs,
      opus,
    });
  }
  process.stdout.write(`${number} ${Date.now()}\n`);
  number += 1;
}, 20);

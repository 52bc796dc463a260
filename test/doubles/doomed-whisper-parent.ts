// A parent that is killed by a test in the middle of a transcription. Arguments: model. Prints the child's log line.
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createWhisperTranscriber } from '../../src/providers/whisper/index.ts';

const transcriber = createWhisperTranscriber({
  modelPath: process.argv[2] ?? '',
  workers: 1,
  threads: 1,
  timeoutMs: 600_000,
  idleMs: 60_000,
  useGpu: false,
  clock: systemClock,
  log: createLog('info', { write: (line) => line.includes('child started') && process.stdout.write(line) }),
});
await transcriber.transcribe({ pcm: new Float32Array(16_000), language: 'en' });
process.stdout.write('ready\n');
for (;;) await transcriber.transcribe({ pcm: new Float32Array(480_000), language: 'en' });

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { isAlive, untilGone } from '../../doubles/processes.ts';
import { hasShared, shared } from '../../shared.ts';

it.skipIf(!hasShared)('a whisper child at work is gone within a second after its parent was killed', async () => {
  const script = new URL('../../doubles/doomed-whisper-parent.ts', import.meta.url);
  const parent = fork(script, [shared('models', 'for-tests-ggml-tiny.bin')], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let child = 0;
  for await (const line of createInterface({ input: parent.stdout! })) {
    if (line === 'ready') break;
    child = (JSON.parse(line) as { processId: number }).processId;
  }
  await setTimeout(100); // the long transcription must have begun in the other process
  expect(isAlive(child)).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  expect(await untilGone(child, 5_000)).toBeLessThan(1_000);
});

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { isAlive, untilGone } from '../../doubles/processes.ts';

it('a child in the middle of native work is gone within a second after its parent was killed', async () => {
  const parent = fork(new URL('../../doubles/doomed-parent.ts', import.meta.url), [], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [line] = (await once(parent.stdout!, 'data')) as [Buffer];
  const child = Number(line.toString());
  await setTimeout(100); // the native work must have begun in the other process
  expect(isAlive(child)).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  expect(await untilGone(child, 5_000)).toBeLessThan(1_000);
});

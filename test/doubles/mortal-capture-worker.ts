import { parentPort } from 'node:worker_threads';

/** The capture worker, which dies when somebody of this name appears. */
const DEADLY = 'Death';

interface Told {
  readonly kind: string;
  readonly member?: { readonly name: string };
}

parentPort?.on('message', ({ kind, member }: Told) => {
  if (kind === 'member' && member?.name === DEADLY) process.exit(1);
});
await import('../../src/capture-worker.ts');

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DownloadFault, type DownloadFaultKind, networkFault } from '../../../src/providers/models/download-fault.ts';
import { Patience } from '../../../src/providers/models/patience.ts';

const fault = (kind: DownloadFaultKind, retryAfterMs?: number) =>
  new DownloadFault(kind, 'x', retryAfterMs === undefined ? {} : { retryAfterMs });
const kinds: DownloadFaultKind[] = [
  'unreachable',
  'interrupted',
  'refused',
  'web-page',
  'wrong-part',
  'wrong-file',
  'disk',
];

it('waits longer each time and gives up at the fifth interruption', () => {
  const patience = new Patience();
  const pauses = Array.from({ length: 5 }, () => patience.pauseMs(fault('interrupted'), 0));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, null]);
});

it('does not let people wait for a network that is not there', () => {
  const patience = new Patience();
  expect([patience.pauseMs(fault('unreachable'), 0), patience.pauseMs(fault('unreachable'), 0)]).toEqual([1_000, null]);
});

it('waits longer for a network that went away in the middle', () => {
  const patience = new Patience();
  patience.pauseMs(fault('interrupted'), 10);
  const pauses = Array.from({ length: 5 }, () => patience.pauseMs(fault('unreachable'), 0));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, null]);
});

it('goes on as long as it gets on', () => {
  const patience = new Patience();
  for (let breaks = 0; breaks < 100; breaks += 1) expect(patience.pauseMs(fault('interrupted'), 2 << 20)).toBe(1_000);
});

it('waits as long as the host asks', () => {
  expect(new Patience().pauseMs(fault('interrupted', 7_000), 0)).toBe(7_000);
});

it('comes to an end without progress, whatever happens', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.constantFrom(...kinds)), (stream) => {
      const patience = new Patience();
      const pauses = [...stream.take(40)].map((kind) => patience.pauseMs(fault(kind), 0));
      expect(pauses).toContain(null);
    }),
  );
});

it.each([
  ['ENOTFOUND', 'unreachable'],
  ['EAI_AGAIN', 'unreachable'],
  ['CERT_HAS_EXPIRED', 'unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'unreachable'],
  ['ECONNRESET', 'interrupted'],
  ['UND_ERR_SOCKET', 'interrupted'],
])('takes %s for %s, however deep it is hidden', (code, kind) => {
  const cause = Object.assign(new Error('low'), { code });
  for (const error of [
    new TypeError('fetch failed', { cause }),
    new TypeError('fetch failed', { cause: new AggregateError([cause]) }),
  ])
    expect(networkFault(error, 'host')).toMatchObject({ kind, message: expect.stringContaining(code) });
});

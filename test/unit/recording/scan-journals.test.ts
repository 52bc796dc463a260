import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scanJournals } from '../../../src/recording/index.ts';
import { aFolder, aPacket, KEY, writeJournal, ZERO_MS } from '../../fixtures/journal.ts';

const end = { type: 'end' as const, atMs: ZERO_MS + 9_000, reason: 'stopped' };

it('finds the meetings whose journal has no end', async () => {
  const root = aFolder();
  const write = (id: string, records: Parameters<typeof writeJournal>[1], key: Uint8Array | null = null) =>
    writeJournal(join(root, id, 'journal'), records, { meetingId: id, key });
  await write('ended', [aPacket(0), end]);
  await write('died', [aPacket(0), aPacket(50)]);
  await write('back', [end]);
  await write('back', [aPacket(100)]);
  await write('sealed', [aPacket(0)], KEY);
  await write('gone', [aPacket(0)], KEY);
  mkdirSync(join(root, 'upload'));
  writeFileSync(join(root, 'a-file'), '');
  mkdirSync(join(root, 'broken', 'journal'), { recursive: true });
  writeFileSync(join(root, 'broken', 'journal', '0001.mom'), Buffer.alloc(900));
  const faults: string[] = [];
  const found = await scanJournals(root, {
    keyOf: async (meetingId) => (meetingId === 'sealed' ? KEY : null),
    onFault: (folder) => faults.push(folder),
  });
  const facts = found.map(({ meetingId, lastAtMs }) => [meetingId, lastAtMs - ZERO_MS]);
  expect(facts.sort()).toEqual([
    ['back', 2_000],
    ['died', 1_000],
    ['sealed', 0],
  ]);
  expect(found.every(({ startedAtMs }) => startedAtMs === ZERO_MS)).toBe(true);
  expect(faults).toEqual([join(root, 'broken', 'journal')]);
});

it('finds none where nothing was ever recorded', async () => {
  expect(await scanJournals(join(aFolder(), 'none'), { keyOf: async () => null, onFault: () => null })).toEqual([]);
});

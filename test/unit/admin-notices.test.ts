import { describe, expect, it } from 'vitest';
import { AdminNotices } from '../../src/admin-notices.ts';
import { MomError } from '../../src/errors.ts';
import type { CouncilNotice } from '../../src/minutes/index.ts';
import { FakeClock } from '../doubles/fake-clock.ts';
import { MemoryNoteStore } from '../doubles/memory-note-store.ts';
import { recordedLog } from '../doubles/recorded-log.ts';

const DAY_MS = 86_400_000;

async function keptBy(notes: MemoryNoteStore, clock: FakeClock, ...told: readonly CouncilNotice[]) {
  const { log, lines } = recordedLog();
  await using notices = new AdminNotices(notes, clock, log);
  for (const notice of told) notices.take(notice);
  return lines;
}

describe('notices for admins', () => {
  const clock = new FakeClock();
  const nowMs = clock.now();
  const refused = (text: string, untilMs = nowMs + 2 * DAY_MS): CouncilNotice => ({
    ...{ code: 'key-refused', about: 'groq', text, untilMs },
  });
  const ends: CouncilNotice = { code: 'model-ends', about: 'groq a', text: 'a ends', untilMs: nowMs + 9 * DAY_MS };

  it('are logged, known to the next process, and the newest about a matter counts', async () => {
    const notes = new MemoryNoteStore();
    const lines = await keptBy(notes, clock, refused('no credit'), ends, refused('wrong key'));
    expect(lines.map(({ msg }) => msg)).toEqual(['no credit', 'a ends', 'wrong key']);
    const next = new AdminNotices(notes, clock, recordedLog().log);
    expect(await next.current()).toEqual(['wrong key', 'a ends']);
  });

  it('are gone when they do not matter any more', async () => {
    const later = new FakeClock();
    const notes = new MemoryNoteStore();
    await keptBy(notes, later, refused('no credit'), ends);
    const next = new AdminNotices(notes, later, recordedLog().log);
    await later.advance(2 * DAY_MS);
    expect(await next.current()).toEqual(['a ends']);
    await later.advance(7 * DAY_MS);
    expect(await next.current()).toEqual([]);
  });

  it('that can not be kept are in the log', async () => {
    const full = new MemoryNoteStore();
    full.write = () => Promise.reject(new MomError('store_failed', 'the disk is full'));
    const lines = await keptBy(full, clock, ends);
    expect(lines.map(({ msg }) => msg)).toEqual(['a ends', 'a notice for admins could not be kept']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Caption } from '../../../src/domain/caption.ts';
import type { LiveDraft } from '../../../src/domain/live-draft.ts';
import type { DraftWriter } from '../../../src/meeting/index.ts';
import { DraftSummary } from '../../../src/meeting/live/draft-summary.ts';
import type { ThreadRef } from '../../../src/ports/meeting-thread.ts';
import { draftOf, FakeDraftDesk } from '../../doubles/fake-draft-desk.ts';
import { FakeMeetingThread } from '../../doubles/fake-meeting-thread.ts';
import { MemoryGuildStore } from '../../doubles/memory-guild-store.ts';
import { MemoryMeetingStore } from '../../doubles/memory-meeting-store.ts';
import { recordedLog } from '../../doubles/recorded-log.ts';

const settings = { chunkMode: 'live', language: 'en', model: 'double', template: 'auto', scope: 'g1' } as const;
const about = { meetingId: 'm1', title: 'Weekly', startedAtMs: 0, settings };

const said = (number: number, changes: Partial<Caption> = {}): Caption => ({
  ...{ id: `s${number}`, trackId: 't1', speaker: '1001', name: 'Maya', text: `said ${number}` },
  ...{ startMs: number * 1_000, endMs: number * 1_000 + 900, confidence: 1, language: 'en', isFinal: true },
  ...changes,
});

/** Lets promises that wait for nothing but each other settle. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const textOf = (draft: LiveDraft | null): string | null =>
  draft === null ? null : draft.points.map(({ text }) => text).join(', ');

/** A meeting with its thread, in which this much was captioned before. */
async function aCall(before: readonly Caption[] = []) {
  const [store, guilds, thread, writers] = [
    new MemoryMeetingStore(),
    new MemoryGuildStore(),
    new FakeMeetingThread(),
    new FakeDraftDesk(),
  ];
  const { log, lines } = recordedLog();
  await store.createMeeting({ ...about, id: 'm1', state: 'recording', tracks: [], failure: null });
  for (const caption of before) await store.saveCaption('m1', caption);
  const place = { guildId: 'g1', channelId: 'c1', panelChannelId: 'c1', title: 'Weekly', startedAtMs: 0 };
  const ref: ThreadRef = await thread.open({ ...place, meetingId: 'm1' });
  const where: { ref: ThreadRef | null } = { ref };
  const openDraft = async (...args: Parameters<FakeDraftDesk['open']>): Promise<DraftWriter> => writers.open(...args);
  const summary = new DraftSummary({
    ...about,
    thread: () => where.ref,
    desk: { openDraft, thread, store, guilds, log },
  });
  const begin = async () => {
    summary.start();
    await settle();
  };
  /** What was shown one after the other; null = it was taken away. */
  const shown = () => thread.posted.get('m1')?.drafts.map(textOf);
  return { store, guilds, thread, writers, lines, where, summary, begin, shown };
}

describe('the summary of a call', () => {
  it('takes every caption that ends, and shows what was made of it', async () => {
    const { summary, begin, shown, writers } = await aCall();
    await begin();
    summary.hear(said(1));
    summary.hear(said(2));
    expect(shown()).toEqual(['said 1', 'said 1, said 2']);
    expect(writers.opened).toEqual([[]]);
    await summary.stop();
    expect(writers.running).toBe(0);
  });

  it('begins with the captions that are stored, in order of time', async () => {
    const { begin, shown, writers, summary } = await aCall([said(2), said(1)]);
    await begin();
    expect(writers.opened).toEqual([['said 1', 'said 2']]);
    expect(shown()).toEqual(['said 1, said 2']);
    await summary.stop();
  });

  it('has what is said while it begins', async () => {
    const { summary, begin, shown } = await aCall([said(1)]);
    const beginning = begin();
    await Promise.resolve();
    await Promise.resolve();
    summary.hear(said(2));
    await beginning;
    summary.hear(said(3));
    expect(shown()?.at(-1)).toBe('said 1, said 2, said 3');
    await summary.stop();
  });

  it('goes on with what it has when a call is gone on with', async () => {
    const { summary, begin, shown, writers } = await aCall();
    await begin();
    summary.hear(said(1));
    await summary.stop();
    summary.hear(said(2)); // captions of what was said last
    await begin();
    await begin();
    summary.hear(said(3));
    expect(shown()).toEqual(['said 1', 'said 1, said 2, said 3']);
    expect([writers.opened.length, writers.running]).toEqual([1, 1]);
    await summary.stop();
  });

  it('has nothing of words that were taken back, from that moment on', async () => {
    const { summary, begin, shown, store } = await aCall([said(1), said(2)]);
    await begin();
    await summary.stop();
    summary.forget();
    expect(shown()?.at(-1)).toBeNull();
    await store.removeCaptions('m1', ['s2']);
    await begin();
    summary.hear(said(3));
    expect(shown()).toEqual(['said 1, said 2', null, 'said 1', 'said 1, said 3']);
    await summary.stop();
  });

  it('shows nothing where nothing is left', async () => {
    const { summary, begin, shown, store } = await aCall([said(1)]);
    await begin();
    await summary.stop();
    summary.forget();
    await store.removeCaptions('m1', ['s1']);
    await begin();
    expect(shown()).toEqual(['said 1', null]);
    await summary.stop();
  });

  it('takes away what an earlier process showed of words that were taken back', async () => {
    const { summary, begin, shown, thread, where } = await aCall();
    if (where.ref) thread.showDraft('m1', where.ref, draftOf([said(1)]));
    await begin();
    expect(shown()).toEqual(['said 1', null]);
    await summary.stop();
  });

  it('is not made where a server does not want it, and what an earlier process showed goes', async () => {
    const { summary, begin, shown, guilds, thread, writers, where } = await aCall([said(1)]);
    if (where.ref) thread.showDraft('m1', where.ref, draftOf([said(1)]));
    await guilds.changeSettings('g1', { wantsLiveSummary: false });
    await begin();
    summary.hear(said(2));
    expect(shown()).toEqual(['said 1', null]);
    expect(writers.opened).toEqual([]);
    await summary.stop();
  });

  it('waits for a thread where there is none yet', async () => {
    const { summary, begin, shown, where } = await aCall();
    const { ref } = where;
    where.ref = null;
    await begin();
    summary.hear(said(1));
    where.ref = ref;
    summary.hear(said(2));
    expect(shown()).toEqual(['said 1, said 2']);
    await summary.stop();
  });

  it.each(['open', 'run'] as const)('logs a fault of "%s", and the next start tries again', async (where) => {
    const { summary, begin, shown, writers, lines } = await aCall([said(1)]);
    writers.faults.push({ in: where, error: new Error('out of order') });
    await begin();
    summary.hear(said(2));
    expect(lines.map(({ msg }) => msg)).toEqual(['there is no summary while people talk']);
    await summary.stop();
    await begin();
    summary.hear(said(3));
    expect(shown()?.at(-1)).toContain('said 1');
    expect(shown()?.at(-1)).toContain('said 3');
    await summary.stop();
  });

  it('logs a thread that shows nothing, and goes on', async () => {
    const { summary, begin, thread, lines } = await aCall();
    await begin();
    thread.posted.clear();
    summary.hear(said(1));
    summary.hear(said(2));
    expect(lines.map(({ msg }) => msg)).toEqual(['the summary could not be shown', 'the summary could not be shown']);
    await summary.stop();
  });
});

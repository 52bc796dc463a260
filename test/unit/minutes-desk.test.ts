import { describe, expect, it } from 'vitest';
import { MinutesDesk } from '../../src/minutes-desk.ts';
import { createSqliteDraftStore } from '../../src/providers/store/index.ts';
import { MemoryGlossaryStore } from '../doubles/memory-glossary-store.ts';
import { MemoryGuildStore } from '../doubles/memory-guild-store.ts';
import { aCouncil, aTalk, drive, storeMeeting, transcriptOf } from './minutes/asking/a-council.ts';

const never = new AbortController().signal;
/** Some half an hour. */
const TALK = aTalk(60);

async function aDesk() {
  const rig = await aCouncil({ tokensPerMinute: 8_000 });
  await storeMeeting(rig.database, 'm1');
  const drafts = createSqliteDraftStore(rig.database);
  const parts = { guilds: new MemoryGuildStore(), glossary: new MemoryGlossaryStore(), drafts, timeZone: 'UTC' };
  const desk = new MinutesDesk({ council: rig.council, ...parts });
  const settings = { chunkMode: 'live', language: 'en', model: 'double', template: 'auto', scope: 'g1' } as const;
  const about = (utterances: typeof TALK) => ({
    ...{ meetingId: 'm1', title: 'Weekly', startedAtMs: 0, settings },
    transcript: transcriptOf(utterances),
  });
  return { ...rig, drafts, desk, about };
}

describe('the desk that lets seats read', () => {
  it('waits until a meeting is long', async () => {
    const { desk, about, clock, asked } = await aDesk();
    await drive(clock, desk.read(about(TALK.slice(0, 55))), 1);
    await clock.advance(60_000);
    expect(asked()).toEqual([]);
    await drive(clock, desk.read(about(TALK)), 1);
    await clock.advance(60_000);
    expect(asked().length).toBeGreaterThan(0);
  });

  it('asks under the same kind of meeting at its end, so that nothing is paid for twice', async () => {
    const { desk, about, clock, drafts } = await aDesk();
    await drive(clock, desk.read(about(TALK)), 1);
    await clock.advance(120_000);
    const read = await drafts.listDrafts('m1');
    expect(read.length).toBeGreaterThan(0);
    // What is said last makes it a retrospective; the parts that were read stay what they are.
    const end = { ...TALK.at(-1)!, id: 's9999', startMs: 9_000_000, endMs: 9_001_000 };
    const words =
      'What went well, what went wrong, and what should we start, stop and continue in this retrospective of the sprint?';
    const whole = about([
      ...TALK,
      ...Array.from({ length: 9 }, (_, index) => ({ ...end, id: `s${9_990 + index}`, text: words })),
    ]);
    const { value } = await drive(clock, desk.write(whole, never));
    const after = await drafts.listDrafts('m1');
    expect(after.slice(0, read.length)).toEqual(read);
    const parts = after.filter(({ seat }) => seat === read[0]?.seat);
    expect(parts).toHaveLength(read.filter(({ seat }) => seat === read[0]?.seat).length + 1);
    expect(value.template).toBe('general');
  });

  it('forgets what was read of words that are taken back', async () => {
    const { desk, about, clock, drafts } = await aDesk();
    await drive(clock, desk.read(about(TALK)), 1);
    await clock.advance(120_000);
    await drive(clock, desk.forget('m1'));
    expect(await drafts.listDrafts('m1')).toEqual([]);
    await drive(clock, desk.read(about(TALK.slice(0, 200))), 1);
    await clock.advance(120_000);
    expect((await drafts.listDrafts('m1')).length).toBeGreaterThan(0);
  });
});

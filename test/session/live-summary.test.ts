import { describe, expect, it } from 'vitest';
import { createCouncilRules } from '../../src/minutes/index.ts';
import { MinutesDesk } from '../../src/minutes-desk.ts';
import { createSqliteDraftStore } from '../../src/providers/store/index.ts';
import { FakeTranscriber, ok } from '../doubles/fake-transcriber.ts';
import { aCouncil } from '../unit/minutes/asking/a-council.ts';
import { GUILD, LiveRig, MAYA, TOM } from './a-live-meeting.ts';
import { heard } from './a-meeting.ts';

/** By how loud it is said. */
const WORDS: Readonly<Record<string, string>> = {
  '0.2': 'We agreed to ship the new release to all customers on Friday if the tests pass until then.',
  '0.3': 'I will write the release notes until Thursday and send them around for comments to everybody here.',
  '0.4': 'The invoices of October are still missing, who can ask the accounting department about them this week?',
  '0.5': 'We decided that the migration of the database waits until the new machines have arrived in the office.',
  '0.8': 'My password for the salary list is swordfish, and please do not write that down anywhere at all.',
};

const ANSWER = JSON.stringify({
  topic: 'The release',
  add: [{ list: 'points', text: 'The release goes out on Friday.', owner: null, evidence: ['s1'] }],
  edit: [],
  close: [],
});

/** A server whose calls are summed up by the real council, with scripted seats or none. */
async function aRig({ hasSeats = true } = {}) {
  const rig = new LiveRig();
  rig.transcriber = new FakeTranscriber((request) => ok(WORDS[heard(request).slice('level '.length)] ?? ''));
  const providers = hasSeats ? (['groq', 'openrouter'] as const) : [];
  const scenario = { texts: { live_summary_change: ANSWER } };
  const council = await aCouncil({ clock: rig.clock, providers, scenario, desk: { rules: createCouncilRules() } });
  const { guilds, glossary } = rig;
  const drafts = createSqliteDraftStore(council.database);
  const { openDraft } = new MinutesDesk({ council: council.council, guilds, glossary, drafts, timeZone: 'UTC' });
  rig.changes = { openDraft };
  rig.rewire(rig.changes);
  const calls = () => council.providers.flatMap((provider) => provider.calls);
  return { rig, calls };
}

/** Two minutes in which a hundred words are said. */
async function talk(rig: LiveRig): Promise<void> {
  for (const level of [0.2, 0.3, 0.4, 0.5, 0.2, 0.3]) {
    await rig.speak(level === 0.3 ? TOM : MAYA, level, 3_000);
    await rig.pass(17_000);
  }
}

const draftsOf = (rig: LiveRig, meetingId: string) => rig.thread.posted.get(meetingId)?.drafts ?? [];
const textOf = (rig: LiveRig, meetingId: string): string => JSON.stringify(draftsOf(rig, meetingId).at(-1) ?? null);

describe('a call is summed up while people talk', () => {
  it('by one cheap seat, until its minutes take the place of the draft', async () => {
    const { rig, calls } = await aRig();
    const { meetingId } = await rig.begin();
    await talk(rig);
    await rig.until(() => draftsOf(rig, meetingId).length > 0, 60_000);
    expect(draftsOf(rig, meetingId).at(-1)).toMatchObject({
      isDraft: true,
      source: 'model',
      topic: 'The release',
      points: [{ text: 'The release goes out on Friday.', evidence: ['s1'] }],
    });
    expect(calls().length).toBeGreaterThanOrEqual(1);
    expect(calls().every(({ user }) => user.includes('ship the new release'))).toBe(true);
    await rig.during(rig.director.stop(GUILD));
    await rig.minutes(meetingId);
    expect(draftsOf(rig, meetingId).at(-1)).toBeNull();
    const asked = calls().length;
    await rig.pass(300_000);
    expect(calls()).toHaveLength(asked);
  });

  it('with quotes where there is no seat', async () => {
    const { rig } = await aRig({ hasSeats: false });
    const { meetingId } = await rig.begin();
    await talk(rig);
    await rig.until(() => draftsOf(rig, meetingId).length > 0, 60_000);
    expect(draftsOf(rig, meetingId).at(-1)).toMatchObject({ source: 'local' });
    expect(textOf(rig, meetingId)).toContain('migration of the database');
  });

  it('and never again with words that were taken back', async () => {
    const { rig, calls } = await aRig({ hasSeats: false });
    const { meetingId } = await rig.begin();
    await talk(rig);
    await rig.pass(30_000);
    for (let round = 0; round < 2; round += 1) {
      await rig.speak(TOM, 0.8, 3_000);
      await rig.pass(7_000);
    }
    await rig.until(() => rig.texts(meetingId).some(([, text]) => text.includes('swordfish')));
    await rig.during(rig.director.eraseLast(GUILD, 1));
    await rig.until(() => draftsOf(rig, meetingId).at(-1) !== null);
    const shownBefore = draftsOf(rig, meetingId).length;
    expect(textOf(rig, meetingId)).toContain('migration of the database');
    await talk(rig);
    await rig.until(() => draftsOf(rig, meetingId).length > shownBefore);
    expect(JSON.stringify(draftsOf(rig, meetingId).slice(shownBefore - 1))).not.toContain('swordfish');
    const left = new Set((await rig.store.listCaptions(meetingId)).map(({ id }) => id));
    for (const draft of draftsOf(rig, meetingId).slice(shownBefore - 1))
      expect(draft?.points.flatMap(({ evidence }) => evidence).every((id) => left.has(id))).toBe(true);
    expect(calls()).toEqual([]);
  });

  it('and the seats are told nothing of it either', async () => {
    const { rig, calls } = await aRig();
    const { meetingId } = await rig.begin();
    await rig.speak(TOM, 0.8, 3_000);
    await rig.until(() => rig.texts(meetingId).length === 1);
    await rig.during(rig.director.eraseLast(GUILD, 1));
    await talk(rig);
    await rig.until(() => calls().length > 0, 60_000);
    expect(JSON.stringify(calls().map(({ body }) => body))).not.toContain('swordfish');
    expect(textOf(rig, meetingId)).not.toContain('swordfish');
  });

  it('and goes on after a restart with what was said before', async () => {
    const { rig, calls } = await aRig();
    const { meetingId } = await rig.begin();
    await talk(rig);
    rig.power.cut();
    await rig.restart();
    const before = draftsOf(rig, meetingId).length;
    const asked = calls().length;
    await rig.during(rig.director.recover());
    await rig.until(() => draftsOf(rig, meetingId).length > before, 10_000);
    expect(draftsOf(rig, meetingId).at(-1)).toMatchObject({ source: 'local' });
    expect(calls()).toHaveLength(asked);
    await talk(rig);
    await rig.until(() => draftsOf(rig, meetingId).at(-1)?.source === 'model', 60_000);
    expect(draftsOf(rig, meetingId).at(-1)?.points.length).toBeGreaterThan(1);
  });

  it('but not where a server has turned it off', async () => {
    const { rig, calls } = await aRig();
    await rig.guilds.changeSettings(GUILD, { wantsLiveSummary: false });
    const { meetingId } = await rig.begin();
    await talk(rig);
    await rig.pass(60_000);
    expect([draftsOf(rig, meetingId), calls()]).toEqual([[], []]);
  });

  it('and a summary that fails disturbs neither recording nor minutes', async () => {
    const rig = new LiveRig();
    rig.rewire({ openDraft: () => Promise.reject(new Error('out of order')) });
    const { meetingId } = await rig.begin();
    await rig.speak(MAYA, 0.5);
    await rig.during(rig.director.stop(GUILD));
    const { document } = await rig.minutes(meetingId);
    expect(document.transcript.utterances.map(({ text }) => text)).toEqual(['level 0.5']);
    expect(rig.lines.lines.some(({ msg }) => msg === 'there is no summary while people talk')).toBe(true);
  });
});

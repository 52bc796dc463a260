import { expect, it } from 'vitest';
import type { DraftAction } from '../../src/domain/draft.ts';
import { MomError } from '../../src/errors.ts';
import type { AgreementInput, CouncilDesk } from '../../src/minutes/index.ts';
import { MinutesDesk } from '../../src/minutes-desk.ts';
import type { DraftStore } from '../../src/ports/draft-store.ts';
import { plainRules } from '../doubles/plain-rules.ts';
import { aCouncil, LIVING } from '../unit/minutes/asking/a-council.ts';
import { GUILD, LiveRig, MAYA, TOM } from './a-live-meeting.ts';

const TASK = 'Call the bank';
const call: DraftAction = { task: TASK, owner: null, owner_basis: 'none', due_text: null, evidence: ['s1'] };
const hidden = { perturbation: { injected: [call] } };
/** Two seats have the task; one of them answers long after the others. */
const models = { [LIVING.groq]: { ...hidden, calls: [{ delayMs: 30_000 }] }, [LIVING.openrouter]: hidden };
const NOTICE = 'Models that were late have answered';

const noDrafts: DraftStore = {
  saveDraft: async () => undefined,
  listDrafts: async () => [],
  removeDrafts: async () => undefined,
};

/** A meeting of Maya and Tom whose minutes are posted, and of which a seat still thinks. */
async function posted(rig = new LiveRig(), rules: CouncilDesk['rules'] = plainRules) {
  const own = { drafts: noDrafts, rules };
  const { council } = await aCouncil({ clock: rig.clock, models, mode: 'council', desk: own });
  const { guilds, glossary } = rig;
  const desk = new MinutesDesk({ council, guilds, glossary, drafts: noDrafts, timeZone: 'UTC' });
  rig.writeMinutes = desk.write;
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.pass(3_000);
  await rig.speak(TOM, 0.7);
  await rig.pass(3_000);
  await rig.during(rig.director.stop(GUILD));
  await rig.minutes(meetingId);
  const tier = () => rig.minutesOf(meetingId)?.document.minutes.actionItems.find(({ task }) => task === TASK)?.tier;
  const notices = () => rig.minutesOf(meetingId)?.document.minutes.notices.join('\n') ?? '';
  const deliveries = () => rig.thread.posted.get(meetingId)?.deliveries;
  const stored = () => rig.store.findResult(meetingId);
  expect([tier(), deliveries()]).toEqual(['unconfirmed', 1]);
  return { rig, council, meetingId, tier, notices, deliveries, stored };
}

it('a late seat that confirms an action changes the stored minutes and the post, which is whole and says so', async () => {
  const { rig, meetingId, tier, notices, deliveries, stored } = await posted();
  const before = rig.minutesOf(meetingId);
  expect(notices()).not.toContain(NOTICE);
  await rig.until(() => tier() === 'confirmed', 60_000);
  await rig.during(rig.director.settled());
  expect(notices()).toContain(NOTICE);
  expect(deliveries()).toBe(2);
  expect(rig.minutesOf(meetingId)).toMatchObject({ receipt: before?.receipt, costUsd: 0.25 });
  expect((await stored())?.minutes).toEqual(rig.minutesOf(meetingId)?.document.minutes);
  expect(await rig.liveMeetings.find(meetingId)).toMatchObject({ state: 'done' });
  await rig.pass(120_000);
  expect(deliveries()).toBe(2);
});

it('late minutes are made like the first ones: what people corrected before, then what the seats agreed was misheard', async () => {
  const rig = new LiveRig();
  await rig.glossary.addCorrection(GUILD, { from: 'level', to: 'bevel' });
  const edits = [{ utteranceId: 's1', from: 'bevel', to: 'devil', votes: 3 }];
  const rules = { ...plainRules, agreeOn: (input: AgreementInput) => ({ ...plainRules.agreeOn(input), edits }) };
  const { meetingId, tier, notices } = await posted(rig, rules);
  await rig.until(() => tier() === 'confirmed', 60_000);
  const words = rig.minutesOf(meetingId)?.document.transcript.utterances.map(({ text }) => text);
  expect(words).toEqual(['devil 0.5', 'bevel 0.7']);
  expect(notices()).toContain('"level" was heard and corrected to "bevel" (2 times).');
});

it('late answers that come before the first minutes are posted follow after them', async () => {
  const rig = new LiveRig();
  rig.thread.onPost = () => rig.clock.delay(60_000);
  const { tier, deliveries } = await posted(rig);
  await rig.until(() => deliveries() === 2, 120_000);
  expect(tier()).toBe('confirmed');
});

it('what people corrected meanwhile stands, and the late vote is dropped', async () => {
  const { rig, meetingId, tier, deliveries, stored } = await posted();
  await rig.meetings.learn({ scope: GUILD, correction: { from: 'level', to: 'bevel' }, meetingId });
  const corrected = await stored();
  await rig.pass(120_000);
  expect(await stored()).toEqual(corrected);
  expect([tier(), deliveries(), rig.director.counters.changing]).toEqual(['unconfirmed', 1, 0]);
  expect(JSON.stringify(rig.lines.lines)).toContain('late answers are not counted');
});

it('a meeting that was forgotten meanwhile stays forgotten', async () => {
  const { rig, meetingId } = await posted();
  await rig.meetings.forget(meetingId);
  await rig.liveMeetings.delete(meetingId);
  await rig.thread.remove(meetingId);
  await rig.pass(120_000);
  expect(await rig.store.findMeeting(meetingId)).toBeNull();
  expect(rig.minutesOf(meetingId)).toBeNull();
});

it('minutes that are written anew end the wait: nobody hears of the answers to what was there before', async () => {
  const { rig, meetingId, tier, deliveries } = await posted();
  const meeting = await rig.meetings.find(meetingId);
  const { title, startedAtMs, settings } = meeting;
  const { transcript } = (await rig.store.findResult(meetingId))!;
  const anew = rig.writeMinutes({ meetingId, title, startedAtMs, settings, transcript }, AbortSignal.timeout(60_000));
  await rig.during(anew);
  await rig.pass(120_000);
  expect([tier(), deliveries(), rig.director.counters.changing]).toEqual(['unconfirmed', 1, 0]);
});

it('a bot that is stopped drops late answers at once', async () => {
  const { rig, council, tier, deliveries } = await posted();
  const startMs = rig.clock.now();
  await rig.during(rig.director.shutdown({ graceMs: 20_000 }));
  await rig.during(Promise.resolve(council[Symbol.asyncDispose]()));
  expect(rig.clock.now() - startMs).toBeLessThan(5_000);
  await rig.pass(120_000);
  expect([tier(), deliveries()]).toEqual(['unconfirmed', 1]);
});

it('a post that can not be changed now is changed when Discord is back, with what is stored then', async () => {
  const { rig, meetingId, notices, deliveries } = await posted();
  const away = () => new MomError('thread_failed', 'Discord is away', { retryable: true });
  rig.thread.faults.push(away(), away());
  await rig.until(() => deliveries() === 2, 600_000);
  expect(notices()).toContain(NOTICE);
  expect(rig.minutesOf(meetingId)?.document.minutes).toEqual((await rig.store.findResult(meetingId))?.minutes);
});

it('agreed words that people take back are taken out of the post, which stays whole', async () => {
  const rig = new LiveRig();
  const quotes = rig.writeMinutes;
  const edits = [{ utteranceId: 's1', from: 'level', to: 'bevel', votes: 3 }];
  rig.writeMinutes = async (input, signal) => ({ ...(await quotes(input, signal)), edits });
  const { meetingId } = await rig.begin();
  await rig.speak(MAYA, 0.5);
  await rig.pass(3_000);
  await rig.during(rig.director.stop(GUILD));
  const before = await rig.minutes(meetingId);
  const words = () => rig.minutesOf(meetingId)?.document.transcript.utterances.map(({ text }) => text);
  expect(words()).toEqual(['bevel 0.5']);
  await rig.meetings.undoEdits({ meetingId, numbers: 'all' });
  rig.director.repost(meetingId);
  await rig.during(rig.director.settled());
  expect(words()).toEqual(['level 0.5']);
  expect(rig.minutesOf(meetingId)).toMatchObject({ receipt: before.receipt, costUsd: before.costUsd });
  expect(rig.thread.posted.get(meetingId)?.deliveries).toBe(2);
});

it('a meeting that is forgotten while its post is changed leaves no post', async () => {
  const { rig, meetingId, deliveries } = await posted();
  rig.thread.onPost = async () => {
    rig.thread.onPost = async () => undefined;
    await rig.meetings.forget(meetingId);
  };
  rig.director.repost(meetingId);
  await rig.during(rig.director.settled());
  expect(deliveries()).toBeUndefined();
  expect(rig.thread.removed).toEqual([meetingId]);
});

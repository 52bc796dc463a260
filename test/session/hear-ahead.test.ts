import { describe, expect, it } from 'vitest';
import { UNSURE } from '../../src/domain/unsure.ts';
import { MomError } from '../../src/errors.ts';
import { FakeTranscriber, ok } from '../doubles/fake-transcriber.ts';
import { CHANNEL, GUILD, LiveRig, MAYA, TOM } from './a-live-meeting.ts';
import { heard } from './a-meeting.ts';

/** Talk and pauses in turn, about a minute each round. */
async function talk(rig: LiveRig, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await rig.speak(MAYA, 0.2 + round / 20, 3_000);
    await rig.pass(8_000);
    await rig.speak(TOM, 0.6 + round / 20, 2_500);
    await rig.pass(46_000);
  }
}

/** A process whose engine does two things at once. */
function aRig(
  script: (rig: LiveRig) => ConstructorParameters<typeof FakeTranscriber>[0] = () => (request) => ok(heard(request)),
  concurrency = 2,
): LiveRig {
  const rig = new LiveRig();
  rig.transcriber = new FakeTranscriber(script(rig), { concurrency });
  rig.rewire({});
  return rig;
}

const ahead = async (rig: LiveRig, meetingId: string) => (await rig.heard.list(meetingId)).map(({ result }) => result);

const broken = async () => {
  throw new MomError('stt_failed', 'out of order');
};

/** What the final pass asks for; captions are urgent. */
const finalCalls = ({ transcriber }: LiveRig) => transcriber.calls.filter(({ isUrgent }) => isUrgent !== true);

const wordsOf = async (rig: LiveRig, meetingId: string) => {
  const { transcript } = (await rig.minutes(meetingId)).document;
  return transcript.utterances.map(({ id, name, text, startMs }) => ({ id, name, text, startMs }));
};

describe('a call is heard ahead of its end', () => {
  it('so that only what was said last is left then, and the transcript is the same', async () => {
    const rig = aRig();
    const { meetingId } = await rig.begin();
    await talk(rig, 4);
    const during = finalCalls(rig).length;
    expect(during).toBeGreaterThanOrEqual(6);
    await rig.director.stop(GUILD);
    const heardAhead = await wordsOf(rig, meetingId);
    expect(finalCalls(rig).length - during).toBeLessThanOrEqual(2);
    expect(await ahead(rig, meetingId)).toEqual([]); // nothing is kept twice

    const slow = aRig(undefined, 1);
    const other = await slow.begin();
    await talk(slow, 4);
    expect(finalCalls(slow)).toEqual([]); // its only worker is for captions
    await slow.director.stop(GUILD);
    const said = ({ id, name, text }: { readonly id: string; readonly name: string; readonly text: string }) => [
      id,
      name,
      text,
    ];
    expect((await wordsOf(slow, other.meetingId)).map(said)).toEqual(heardAhead.map(said));
  });

  it('and the seats read what no later word changes', async () => {
    const rig = aRig();
    const { meetingId } = await rig.begin();
    await talk(rig, 5);
    await rig.director.stop(GUILD);
    const final = await wordsOf(rig, meetingId);
    expect(rig.read.length).toBeGreaterThan(3);
    for (const { transcript } of rig.read) {
      const soFar = transcript.utterances.map(({ id, name, text, startMs }) => ({ id, name, text, startMs }));
      expect(final.slice(0, soFar.length)).toEqual(soFar);
    }
    expect(rig.read.at(-1)?.transcript.utterances.length).toBeGreaterThanOrEqual(6);
    expect(rig.unread).toEqual([]);
  });

  it('and what is taken back is not kept there either', async () => {
    const rig = aRig();
    const { meetingId } = await rig.begin();
    await talk(rig, 2);
    await rig.pass(60_000);
    const before = await ahead(rig, meetingId);
    expect(before.length).toBeGreaterThanOrEqual(4);
    await rig.during(rig.director.eraseLast(GUILD, 2));
    const left = await ahead(rig, meetingId);
    expect(left.length).toBeLessThan(before.length);
    expect(rig.unread).toEqual([meetingId]);
    await talk(rig, 1);
    await rig.director.stop(GUILD);
    const words = await wordsOf(rig, meetingId);
    expect(words.every(({ startMs }) => startMs < 60_000 || startMs > 170_000)).toBe(true);
    expect(words.length).toBeGreaterThanOrEqual(3);
  });

  it('and goes on after a restart without hearing anything twice', async () => {
    const rig = aRig();
    const { meetingId } = await rig.begin();
    await talk(rig, 2);
    await rig.pass(60_000);
    const before = finalCalls(rig).length;
    expect((await ahead(rig, meetingId)).length).toBe(before);
    rig.power.cut();
    await rig.restart();
    await rig.during(rig.director.recover());
    await talk(rig, 1);
    await rig.director.stop(GUILD);
    const words = await wordsOf(rig, meetingId);
    expect(words.map(({ name }) => name)).toEqual(['Maya', 'Tom', 'Maya', 'Tom', 'Maya', 'Tom']);
    expect(finalCalls(rig).length - before).toBe(2);
  });

  it('and what was lost on its way is believed no more than at the end', async () => {
    const rig = aRig();
    const { meetingId } = await rig.begin();
    rig.isLost = (packet) => packet % 20 === 10;
    await talk(rig, 2);
    const heardAhead = await ahead(rig, meetingId);
    expect(heardAhead.length).toBeGreaterThanOrEqual(2);
    expect(heardAhead.every(({ segments }) => segments.every(({ confidence }) => confidence < UNSURE))).toBe(true);
    await rig.director.stop(GUILD);
    const { transcript } = (await rig.minutes(meetingId)).document;
    expect(transcript.utterances.every(({ words }) => words?.every(({ hasLoss }) => hasLoss))).toBe(true);
  });

  it('and a fault there costs nothing', async () => {
    let isOutOfOrder = true;
    const rig = aRig(() => (request) => (isOutOfOrder && request.isUrgent !== true ? broken : ok(heard(request))));
    const { meetingId } = await rig.begin();
    await talk(rig, 2);
    expect(await ahead(rig, meetingId)).toEqual([]);
    isOutOfOrder = false;
    await rig.director.stop(GUILD);
    expect((await wordsOf(rig, meetingId)).map(({ name }) => name)).toEqual(['Maya', 'Tom', 'Maya', 'Tom']);
  });

  it('and a meeting without minutes leaves nothing with the seats', async () => {
    const rig = aRig();
    rig.people.set(`${GUILD}/${CHANNEL}`, [MAYA, TOM]);
    const { meetingId } = await rig.begin();
    await rig.pass(30_000);
    await rig.director.stop(GUILD);
    await rig.until(async () => (await rig.liveMeetings.find(meetingId))?.state === 'done');
    expect(rig.unread).toEqual([meetingId]);
  });
});

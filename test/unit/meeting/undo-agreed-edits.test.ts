import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TranscriptEdit } from '../../../src/domain/minutes.ts';
import { forgetMember } from '../../../src/meeting/index.ts';
import { applyEdits } from '../../../src/minutes/index.ts';
import { addCall, aRecordedServer, TOM } from '../forget/a-recorded-server.ts';

const edit = (utteranceId: string, from: string, to: string): TranscriptEdit => ({ utteranceId, from, to, votes: 3 });
const never = new AbortController().signal;

/** A call in which the seats changed words of Maya in s1 and s3 and of Tom in s2. */
async function anEditedCall(more: readonly TranscriptEdit[] = []) {
  const server = await aRecordedServer();
  onTestFinished(() => server.close());
  const { store } = server.desk;
  const id = await addCall(server);
  const heard = (await store.findResult(id))!;
  const edits = [
    edit('s1', 'release', 'relay'),
    edit('s1', 'Monday', 'Moonday'),
    edit('s2', 'report', 'rapport'),
    edit('s3', 'Good', 'Gould'),
    ...more,
  ];
  await store.saveResult(id, {
    transcript: applyEdits(heard.transcript, edits),
    minutes: { ...heard.minutes, edits },
  });
  const stored = async () => (await store.findResult(id))!;
  const texts = async () => (await stored()).transcript.utterances.map(({ text }) => text);
  const undone = async () => (await stored()).minutes.edits.map(({ isUndone }) => isUndone === true);
  return { ...server, id, heard: heard.transcript, stored, texts, undone };
}

describe('agreed edits that are taken back', () => {
  it('give the transcript the words that were heard, one by one', async () => {
    const { meetings, id, texts, undone, stored } = await anEditedCall();
    expect(await meetings.undoEdits({ meetingId: id, numbers: [1] })).toEqual([edit('s1', 'release', 'relay')]);
    expect((await texts()).slice(0, 3)).toEqual([
      'We decided to move the release to Moonday.',
      'I will write the Xylophone rapport by Friday.',
      'Gould, that helps all of us a lot.',
    ]);
    expect(await undone()).toEqual([true, false, false, false]);
    const once = await stored();
    expect(await meetings.undoEdits({ meetingId: id, numbers: [1] })).toEqual([]);
    expect(await stored()).toEqual(once);
  });

  it('taken back in whatever order, all of them leave what was heard', async () => {
    const { meetings, id, stored, heard, desk } = await anEditedCall();
    const edited = await stored();
    const orders = fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 });
    await fc.assert(
      fc.asyncProperty(orders, async (numbers) => {
        await desk.store.saveResult(id, edited);
        for (const number of numbers) await meetings.undoEdits({ meetingId: id, numbers: [number] });
        expect((await stored()).transcript).toEqual(heard);
      }),
      { numRuns: 10 },
    );
    await desk.store.saveResult(id, edited);
    expect(await meetings.undoEdits({ meetingId: id, numbers: 'all' })).toHaveLength(4);
    expect((await stored()).transcript).toEqual(heard);
  });

  it('leave what people corrected themselves', async () => {
    const { meetings, id, texts } = await anEditedCall();
    await meetings.learn({ scope: 'g1', correction: { from: 'move', to: 'shift' }, meetingId: id });
    await meetings.learn({ scope: 'g1', correction: { from: 'Moonday', to: 'Mooneday' }, meetingId: id });
    await meetings.undoEdits({ meetingId: id, numbers: [1] });
    expect((await texts())[0]).toBe('We decided to shift the release to Mooneday.');
  });

  it('do not come back with a correction', async () => {
    const { meetings, id, texts, undone } = await anEditedCall();
    await meetings.undoEdits({ meetingId: id, numbers: 'all' });
    await meetings.learn({ scope: 'g1', correction: { from: 'decided', to: 'agreed' }, meetingId: id });
    expect((await texts())[0]).toBe('We agreed to move the release to Monday.');
    expect(await undone()).toEqual([true, true, true, true]);
  });

  it('do not come back when minutes are written anew without somebody, and the others stay', async () => {
    const { meetings, desk, id, texts, stored } = await anEditedCall();
    await meetings.undoEdits({ meetingId: id, numbers: [1] });
    const again = [edit('s1', 'release', 'relay'), edit('s3', 'helps', 'yelps')];
    const writeMinutes: typeof desk.writeMinutes = async (input, signal) => ({
      ...(await desk.writeMinutes(input, signal)),
      edits: again,
    });
    await forgetMember({ scope: 'g1', userId: TOM, meetingId: id }, { ...desk, writeMinutes }, never);
    expect(await texts()).toEqual([
      'We decided to move the release to Moonday.',
      'Gould, that yelps all of us a lot.',
      'I will send the plan to everybody tomorrow.',
    ]);
    expect((await stored()).minutes.edits).toEqual([
      { ...edit('s1', 'release', 'relay'), isUndone: true },
      edit('s1', 'Monday', 'Moonday'),
      edit('s3', 'Good', 'Gould'),
      edit('s3', 'helps', 'yelps'),
    ]);
    await meetings.undoEdits({ meetingId: id, numbers: 'all' });
    expect((await texts())[1]).toBe('Good, that helps all of us a lot.');
  });

  it('must be there', async () => {
    const { meetings, id } = await anEditedCall();
    const sentence = 'There is no corrected word 5; the meeting has 4.';
    const wrong = meetings.undoEdits({ meetingId: id, numbers: [1, 5] });
    await expect(wrong).rejects.toMatchObject({ code: 'usage', sentence });
    await expect(meetings.undoEdits({ meetingId: 'm0', numbers: 'all' })).rejects.toMatchObject({
      code: 'meeting_unknown',
    });
  });
});

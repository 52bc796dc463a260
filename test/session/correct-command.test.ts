import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mom, temporaryFolder } from '../mom.ts';

const folder = temporaryFolder('correct');
const environment = { DATA_DIR: folder.path };
afterAll(() => folder[Symbol.dispose]());

async function importTalk(): Promise<{ meetingId: string; transcript: { text: string }[] }> {
  const path = join(folder.path, 'talk.txt');
  writeFileSync(path, 'Maya: We decided to move cube to Monday.\nTom: Cube 7 is ready.\n');
  const { code, stdout, stderr } = await mom(['minutes', path, '--json'], environment);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('mom correct and mom glossary', () => {
  it('put a meeting right, list what was learned, and put the next meeting right by themselves', async () => {
    const { meetingId } = await importTalk();
    const corrected = await mom(['correct', 'cube', 'Kube', '--meeting', meetingId], environment);
    expect(corrected).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('corrected (2 times)') });
    expect((await mom(['glossary'], environment)).stdout).toBe('Kube\ncube -> Kube\n');
    await mom(['export', meetingId, '--format', 'txt', '--out', folder.path], environment);
    expect(readFileSync(join(folder.path, `${meetingId}.txt`), 'utf8')).toContain('Kube 7 is ready.');
    expect((await importTalk()).transcript.map(({ text }) => text)).toContain('Kube 7 is ready.');
  });

  it('say of words that models corrected that there are none without models', async () => {
    const { meetingId } = await importTalk();
    const none = `The models corrected no words in meeting ${meetingId}.\n`;
    expect(await mom(['edits'], environment)).toMatchObject({ code: 0, stdout: none });
    expect(await mom(['edits', meetingId, '--undo', '1'], environment)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no corrected word 1; the meeting has 0.'),
    });
  });

  it.each([
    [['correct', 'Monday the seventh', 'Monday the eighth'], 'numbers are never touched'],
    [['correct', 'Maya'], "missing required argument 'to'"],
    [['correct', 'Maya', 'Mia', '--meeting', 'm-none'], 'There is no meeting m-none.'],
    [['glossary', '--remove', 'nothing'], '"nothing" is not in the glossary.'],
    [['glossary', '--add', ''], "That can't be learned: it has no letters."],
  ])('mom %j: one sentence', async (line, sentence) => {
    expect(await mom(line, environment)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(sentence),
    });
  });
});

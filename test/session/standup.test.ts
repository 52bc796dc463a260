import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mom, startMom, temporaryFolder } from '../mom.ts';
import { hasShared, shared } from '../shared.ts';

interface Reference {
  readonly turns: readonly {
    readonly user: string;
    readonly name: string;
    readonly start: number;
    readonly text: string;
  }[];
}

interface Timed {
  readonly text: string;
  readonly startMs: number;
}

const tracks = ['1001', '1002', '1003'].map((id) => shared('data', 'calls', 'standup', `track-${id}.opus`));
const toyModel = shared('models', 'ggml-toy-en.bin');
const words = [
  'minutes',
  '--tracks',
  '--names',
  '1001=Maya,1002=Tom,1003=Priya',
  '--model',
  toyModel,
  '--language',
  'en',
];
const folder = temporaryFolder('standup');
const environment = { DATA_DIR: folder.path };

afterAll(() => folder[Symbol.dispose]());

describe.skipIf(!hasShared)('the stand-up, from three tracks to minutes', () => {
  let document: Record<string, never> & { transcript: never[]; minutes: never };

  beforeAll(async () => {
    const { code, stdout, stderr } = await mom([...words, '--date', '2026-11-30', '--json', ...tracks], environment);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    document = JSON.parse(stdout);
  });

  it('has the twelve turns, exact text, right speaker, start within half a second', () => {
    const { turns } = JSON.parse(
      readFileSync(shared('data', 'calls', 'standup', 'reference.json'), 'utf8'),
    ) as Reference;
    const heard = document.transcript as { speaker: string; name: string; text: string; startMs: number }[];
    expect(heard.map(({ speaker, name, text }) => ({ speaker, name, text }))).toEqual(
      turns.map(({ user, name, text }) => ({ speaker: user, name, text })),
    );
    for (const [index, turn] of turns.entries()) {
      expect(Math.abs((heard[index]?.startMs ?? Number.NaN) - turn.start * 1_000)).toBeLessThanOrEqual(500);
    }
  });

  it('keeps the contract of the JSON document', () => {
    expect(document).toMatchObject({
      meetingId: expect.stringMatching(/^m\d{8}-\d{6}-\w{4}$/),
      title: 'Meeting',
      durationMs: expect.any(Number),
      speakerCount: 3,
      cost: { usd: 0 },
      warnings: [],
      timings: {
        decodeMs: expect.any(Number),
        transcribeMs: expect.any(Number),
        diarizeMs: 0,
        minutesMs: expect.any(Number),
        totalMs: expect.any(Number),
      },
      minutes: { mode: 'local', label: 'Extractive notes: no AI model was used', seats: [] },
    });
    expect(document['speakers']).toMatchObject([
      { speaker: '1001', name: 'Maya', turns: 5 },
      { speaker: '1002', name: 'Tom', turns: 4 },
      { speaker: '1003', name: 'Priya', turns: 3 },
    ]);
  });

  it('tells when each word was said and how sure it is', () => {
    const transcript = document.transcript as { text: string; confidence: number; isUnsure: boolean; words: Timed[] }[];
    for (const { text, words, isUnsure, confidence } of transcript) {
      expect(words.map((word) => word.text).join(' ')).toBe(text);
      expect(isUnsure).toBe(confidence < 0.65);
      expect(words.map(({ startMs }) => startMs)).toEqual(words.map(({ startMs }) => startMs).sort((a, b) => a - b));
    }
  });

  it('finds the decision and the three follow-ups with owner and day, and no more', () => {
    const { decisions, actionItems } = document.minutes as {
      decisions: { text: string }[];
      actionItems: { owner: string; dueText: string; due: string; task: string; tier: string }[];
    };
    expect(decisions.map((decision) => decision.text)).toEqual([
      expect.stringContaining('release on Monday the seventh'),
    ]);
    expect(actionItems.map(({ owner, due, tier }) => ({ owner, due, tier }))).toEqual([
      { owner: 'Priya', due: '2026-12-02', tier: 'unconfirmed' },
      { owner: 'Maya', due: '2026-11-30', tier: 'unconfirmed' },
      { owner: 'Tom', due: '2026-12-04', tier: 'unconfirmed' },
    ]);
  });

  it('shows, exports and forgets the meeting again', async () => {
    const id = String(document['meetingId']);
    expect((await mom(['show', id], environment)).stdout).toContain('Monday the seventh');
    expect((await mom(['meetings'], environment)).stdout).toContain(id);
    const exported = await mom(['export', id, '--format', 'srt', '--out', folder.path], environment);
    expect(exported).toMatchObject({ code: 0 });
    expect(readFileSync(`${folder.path}/${id}.srt`, 'utf8')).toContain('Maya: Good morning everyone');
    expect(await mom(['forget', id], environment)).toMatchObject({ code: 0 });
    expect(await mom(['show', id], environment)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no meeting'),
    });
  });

  it('hears the same through the live path, with captions in order as they come', async () => {
    const live = [
      'replay',
      shared('data', 'calls', 'standup'),
      '--speed',
      'max',
      '--names',
      '1001=Maya,1002=Tom,1003=Priya',
    ];
    const { code, stdout } = await mom([...live, '--model', toyModel, '--language', 'en'], environment);
    expect(code).toBe(0);
    const { turns } = JSON.parse(
      readFileSync(shared('data', 'calls', 'standup', 'reference.json'), 'utf8'),
    ) as Reference;
    const captions = stdout
      .split('\n')
      .filter((line) => /^\s+\d+:\d\d {2}(Maya|Tom|Priya)\s+/.test(line) && !line.includes('“'));
    expect(captions.slice(0, 12).map((line) => line.replace(/^\s+\d+:\d\d\s+\w+\s+/, ''))).toEqual(
      turns.map((turn) => turn.text),
    );
  });
});

describe.skipIf(!hasShared)('nothing is invented', () => {
  it.each(['silence-10s.wav', 'pink-noise-10s.wav', 'tone-10s.wav', '50ms.wav'])(
    '%s gives no word, and minutes that say so',
    async (name) => {
      const { code, stdout } = await mom(
        ['minutes', '--model', toyModel, '--json', shared('data', 'odd', name)],
        environment,
      );
      expect(code).toBe(0);
      const { transcript, minutes } = JSON.parse(stdout);
      expect(transcript).toEqual([]);
      expect(minutes).toMatchObject({ decisions: [], actionItems: [], keyPoints: [], openQuestions: [] });
      expect(minutes.summary).toMatch(/nothing|no speech/i);
    },
  );
});

describe('bad input', () => {
  it.each([
    [['minutes'], 2, 'Which recording?'],
    [['minutes', '/nowhere/meeting.mp3'], 1, '"meeting.mp3" is not there. [recording_missing]'],
    [['minutes', '--names', '1=Maya', 'x.mp3'], 2, '--names belongs to --tracks'],
    [['minutes', '--threads', 'many', 'x.mp3'], 2, 'whole number'],
    [['minutes', '--resume', 'm-none'], 2, 'There is no meeting m-none.'],
    [['minutes', '--format', 'doc', 'x.mp3'], 2, '"doc" is no format'],
    [['minutes', '--translate', 'de', 'x.mp3'], 2, 'into English (en) only, not into "de"'],
    [['minutes', '--translate', 'en', 'x.vtt'], 2, '--translate needs a recording'],
    [['dance'], 2, "unknown command 'dance'"],
    [['export', 'm-none'], 2, 'There is no meeting m-none.'],
  ])('mom %j ends with %i and one sentence', async (line, code, sentence) => {
    const result = await mom(line, environment);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(sentence);
    expect(result.stderr).not.toMatch(/\bat .*:\d+:\d+|MomError/);
  });

  it('says all faults of the configuration at once', async () => {
    const { code, stderr } = await mom(['minutes', 'x.mp3'], { ...environment, PORT: 'x', WHISPER_THREADS: 'y' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/PORT.*WHISPER_THREADS|WHISPER_THREADS.*PORT/);
  });
});

describe('a reader that leaves', () => {
  it('does not end the work: the pipe closes, the meeting is done all the same', async () => {
    const running = startMom(['demo', '--speed', 'max'], environment);
    running.child.stdout?.once('data', () => running.child.stdout?.destroy());
    expect(await running.finished).toMatchObject({ code: 0, stderr: '' });
    expect((await mom(['meetings'], environment)).stdout).toMatch(/done\s+Release standup/);
  });
});

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { MomError } from '../../../src/errors.ts';
import { createDocumentWriter } from '../../../src/providers/documents/index.ts';
import { parseTranscript } from '../../../src/transcription/import/index.ts';
import { aDocument } from '../../fixtures/meeting-documents.ts';
import { aTranscript, type Line } from '../../fixtures/transcripts.ts';

const word = fc.oneof(
  fc.constantFrom(
    'hello',
    'Größe',
    '3 < 5',
    'a & b',
    '3 > 2',
    '你好',
    'שלום',
    '😀',
    '"quoted"',
    "it's",
    '12:30',
    '50%',
    '#1',
    '<i',
  ),
  fc.stringMatching(/^[a-z]{1,8}$/),
);
const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const name = fc.constantFrom('Maya', 'Tom', 'Priya Rao', "O'Neil", 'Zoë', '李雷', 'Dr Ann-Lee');
const talk = fc
  .array(
    fc.record({
      name,
      text,
      gapMs: fc.integer({ min: -400, max: 5_000_000 }),
      ms: fc.integer({ min: 1, max: 20_000 }),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((lines) => {
    let lastMs = 0;
    return lines.map(({ name: who, text: words, gapMs, ms }): Line => {
      const startMs = Math.max(0, lastMs + gapMs);
      lastMs = startMs + ms;
      return [who, words, startMs, lastMs];
    });
  });

describe('export and import', () => {
  const writer = createDocumentWriter({ timeZone: 'UTC' });
  afterAll(() => writer[Symbol.asyncDispose]());

  it.each(['vtt', 'srt', 'json'] as const)('give the same speakers, times and words through %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(talk, async (lines) => {
        const file = new TextDecoder().decode(
          await writer.render(format, aDocument({ transcript: aTranscript(lines) })),
        );
        const expected = lines.map(([who, words, startMs, endMs]) => ({ name: who, startMs, endMs, text: words }));
        const { utterances, hasTimes } = parseTranscript(file, `x.${format}`);
        const found = utterances.map(({ name: who, startMs, endMs, text: words }) => ({
          name: who,
          startMs,
          endMs,
          text: words,
        }));
        expect(hasTimes).toBe(true);
        expect(found).toEqual(expected.toSorted((a, b) => a.startMs - b.startMs));
      }),
    );
  });

  it('keep speakers and words through txt, and times to the second', async () => {
    const lines: Line[] = [
      ['Maya', 'Good morning: all of you.', 1_400, 2_000],
      ['Tom', 'Hello.', 3_723_900, 3_724_000],
    ];
    const file = new TextDecoder().decode(await writer.render('txt', aDocument({ transcript: aTranscript(lines) })));
    const { utterances } = parseTranscript(file, 'x.txt');
    const found = utterances.map(({ name: who, startMs, text: words }) => [who, startMs, words]);
    expect(found).toEqual([
      ['Maya', 1_000, 'Good morning: all of you.'],
      ['Tom', 3_723_000, 'Hello.'],
    ]);
  });

  it('name nobody where nobody could tell the voices apart', async () => {
    const transcript = aTranscript([['Ann', 'hello there', 0, 900]], { knowsSpeakers: false });
    for (const format of ['vtt', 'srt', 'json', 'txt'] as const) {
      const file = new TextDecoder().decode(await writer.render(format, aDocument({ transcript })));
      expect(parseTranscript(file, `x.${format}`).utterances).toMatchObject([
        { speaker: null, name: null, text: 'hello there' },
      ]);
    }
  });

  it('lose nothing through json', async () => {
    await fc.assert(
      fc.asyncProperty(talk, fc.constantFrom('en', 'de', null), async (lines, language) => {
        const document = aDocument({ transcript: aTranscript(lines, { language }) });
        const { transcript, durationMs, meeting } = document;
        const file = new TextDecoder().decode(await writer.render('json', document));
        const utterances = transcript.utterances.map(({ id: _, ...utterance }) => utterance);
        expect(parseTranscript(file, 'x.json')).toEqual({
          title: meeting.title,
          startedAtMs: meeting.startedAtMs,
          language,
          durationMs,
          hasTimes: true,
          utterances: utterances.toSorted((a, b) => a.startMs - b.startMs),
        });
      }),
    );
  });

  it.each(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia'])(
    'keep title and day through txt in %s',
    async (timeZone) => {
      await using local = createDocumentWriter({ timeZone });
      const minute = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2060, 0, 1) / 60_000 });
      await fc.assert(
        fc.asyncProperty(minute, async (minutes) => {
          const startedAtMs = minutes * 60_000;
          const document = aDocument({ title: 'Budget: round 2' });
          const file = await local.render('txt', { ...document, meeting: { ...document.meeting, startedAtMs } });
          const found = parseTranscript(new TextDecoder().decode(file), 'x.txt');
          expect(found.title).toBe('Budget: round 2');
          // In the hour that is there twice in autumn the file does not tell which of the two it was.
          const twiceMs = Math.abs((found.startedAtMs ?? 0) - startedAtMs);
          expect([0, 3_600_000]).toContain(twiceMs);
        }),
      );
    },
  );

  it('keep the moment exactly through txt outside of the hour that is there twice', async () => {
    await using local = createDocumentWriter({ timeZone: 'Europe/Berlin' });
    for (const startedAtMs of [Date.UTC(2026, 10, 30, 9), Date.UTC(2026, 6, 1, 22, 30), Date.UTC(2026, 2, 29, 1)]) {
      const document = aDocument();
      const file = await local.render('txt', { ...document, meeting: { ...document.meeting, startedAtMs } });
      expect(parseTranscript(new TextDecoder().decode(file), 'x.txt')).toMatchObject({
        title: 'Release standup',
        startedAtMs,
      });
    }
  });
});

describe('importing anything', () => {
  it('gives utterances in order of time or says that it can not be read', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'WEBVTT\n',
        '\n\n',
        '00:01.000 --> 00:02.000\n',
        '1\n',
        '00:00:01,000 --> 00:00:00,000\n',
        'Ann: hi\n',
        '<v',
        '>',
        '&#x41;',
        '&#xD800;',
        '{',
        '"transcript":[]',
        '}',
        '[0:01] ',
      ),
      fc.string({ unit: 'binary', maxLength: 10 }),
    );
    const file = fc.constantFrom('a.vtt', 'a.srt', 'a.txt', 'a.json');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), file, (pieces, fileName) => {
        try {
          const starts = parseTranscript(pieces.join(''), fileName).utterances.map(({ startMs }) => startMs);
          expect(starts).toEqual(starts.toSorted((a, b) => a - b));
        } catch (error) {
          expect(error).toBeInstanceOf(MomError);
          expect(error).toMatchObject({ code: 'transcript_unreadable', file: fileName });
        }
      }),
      { numRuns: 500 },
    );
  });
});

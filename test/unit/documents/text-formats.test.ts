import { describe, expect, it } from 'vitest';
import type { DocumentFormat } from '../../../src/ports/document-writer.ts';
import { createDocumentWriter } from '../../../src/providers/documents/index.ts';
import { parseTranscript } from '../../../src/transcription/import/index.ts';
import { aClaim, aDocument } from '../../fixtures/meeting-documents.ts';
import { aTranscript } from '../../fixtures/transcripts.ts';

async function render(format: DocumentFormat, document: Parameters<typeof aDocument>[0]): Promise<string> {
  await using writer = createDocumentWriter({ timeZone: 'Europe/Berlin' });
  return new TextDecoder().decode(await writer.render(format, aDocument(document)));
}

const talk = aTranscript([
  ['Maya', 'Good morning.', 1_000, 2_500],
  ['Tom', 'Is 3 < 5 & 5 > 3?', 2_000, 4_250],
  ['Maya', 'Yes.', 3_725_042, 3_726_000],
]);

describe('subtitles', () => {
  it('gives every utterance its own VTT cue with a voice, over an hour and overlapping too', async () => {
    expect(await render('vtt', { transcript: talk })).toMatchInlineSnapshot(`
      "WEBVTT

      s1
      00:00:01.000 --> 00:00:02.500
      <v Maya>Good morning.

      s2
      00:00:02.000 --> 00:00:04.250
      <v Tom>Is 3 &lt; 5 &amp; 5 &gt; 3?

      s3
      01:02:05.042 --> 01:02:06.000
      <v Maya>Yes.
      "
    `);
  });

  it('puts the name before the words in SRT', async () => {
    expect(await render('srt', { transcript: talk })).toMatchInlineSnapshot(`
      "1
      00:00:01,000 --> 00:00:02,500
      Maya: Good morning.

      2
      00:00:02,000 --> 00:00:04,250
      Tom: Is 3 < 5 & 5 > 3?

      3
      01:02:05,042 --> 01:02:06,000
      Maya: Yes.
      "
    `);
  });
});

describe('plain text', () => {
  it('has one line an utterance below the meeting', async () => {
    expect(await render('txt', { transcript: talk })).toBe(
      [
        '# Release standup',
        '# Monday, 30 November 2026 at 10:00 (Europe/Berlin), 1 h 2 min',
        '',
        '[0:01] Maya: Good morning.',
        '[0:02] Tom: Is 3 < 5 & 5 > 3?',
        '[1:02:05] Maya: Yes.',
        '',
      ].join('\n'),
    );
  });
});

describe('markdown', () => {
  const minutes = {
    decisions: [aClaim({ text: 'We use *one* `pipe` | only.' })],
    actionItems: [
      { ...aClaim(), task: 'fix the | table', owner: 'Tom', due: '2026-12-04', dueText: 'Friday' },
      { ...aClaim(), task: 'ask around', owner: null, due: null, dueText: null },
    ],
    openQuestions: [aClaim({ text: '- who pays?', speaker: null })],
    speakerInsights: [{ speaker: '1', name: 'Tom', talkMs: 61_000, turns: 2, share: 0.256, insights: [] }],
  };

  it('tells the minutes in the order in which people read them', async () => {
    const text = await render('md', { minutes, transcript: talk });
    const headings = [...text.matchAll(/^#+ .*$/gm)].map(([heading]) => heading);
    expect(headings).toEqual([
      '# Release standup',
      '## Summary',
      '## Decisions',
      '## Possible follow-ups',
      '## Open questions',
      '## Speakers',
      '## Transcript',
    ]);
    expect(text).toContain('> Extractive notes: no AI model was used');
    expect(text).toContain('| fix the \\| table | Tom | 2026-12-04 (Friday) | 0:34 |');
    expect(text).toContain('| ask around | nobody named | no date | 0:34 |');
    expect(text).toContain('| Tom | 1:01 | 26 % | 2 |');
    expect(text).toContain('**Maya** (1:02:05): Yes.');
  });

  it('rounds talk time to the nearest second', async () => {
    const insight = { speaker: '1', name: 'Tom', turns: 1, share: 1, insights: [] };
    const timeOf = async (talkMs: number): Promise<string | undefined> =>
      /\| Tom \| (\S+) \|/.exec(await render('md', { minutes: { speakerInsights: [{ ...insight, talkMs }] } }))?.[1];
    expect([await timeOf(17_600), await timeOf(17_400), await timeOf(59_700)]).toEqual(['0:18', '0:17', '1:00']);
  });

  it('counts one model and one speaker as one', async () => {
    const decisions = [aClaim({ text: 'Agreed.', tier: 'confirmed', votes: 1, of: 1 })];
    const text = await render('md', { minutes: { mode: 'fast', label: 'One model', decisions } });
    expect(text).toContain('1 of 1 model)');
    expect(text).toContain('· 1 speaker\n');
  });

  it('neutralises markup in what was said', async () => {
    const text = await render('md', { minutes, transcript: talk });
    expect(text).toContain('- We use \\*one\\* \\`pipe\\` \\| only. (Maya, 0:34)');
    expect(text).toContain('- \\- who pays? (0:34)');
    expect(text).toContain('Is 3 \\< 5 \\& 5 \\> 3?');
  });

  it('says how many models agreed, tells apart what is unconfirmed, and drops what they dropped', async () => {
    const decisions = [
      aClaim({ text: 'Agreed by most.', tier: 'confirmed', votes: 4, of: 5 }),
      aClaim({ text: 'Heard by one.', votes: 1, of: 5 }),
      aClaim({ text: 'Not believed.', tier: 'dropped', votes: 1, of: 5 }),
    ];
    const item = { ...aClaim({ votes: 3, of: 5, tier: 'confirmed' }), owner: 'Tom', due: null, dueText: null };
    const actionItems = [
      { ...item, task: 'ship' },
      { ...item, task: 'dance', votes: 1, tier: 'unconfirmed' as const },
    ];
    const text = await render('md', { minutes: { mode: 'council', label: 'Five models', decisions, actionItems } });
    expect(text).toContain('## Decisions\n\n- Agreed by most. (Maya, 0:34, 4 of 5 models)\n\n## Action items');
    expect(text).toContain('| ship | Tom | no date | 0:34, 3 of 5 models |');
    expect(text).toContain(
      '## Unconfirmed\n\n- Heard by one. (decision, Maya, 0:34, 1 of 5 models)\n- Tom: dance (action item, 0:34, 1 of 5 models)\n',
    );
    expect(text).not.toContain('Not believed');
  });

  it('says that only English is searched when the talk was in another language', async () => {
    expect(await render('md', { minutes: { language: 'de' } })).toContain('looked for in English only');
    expect(await render('md', { minutes: { language: 'en' } })).not.toContain('in English only');
    const silence = { transcript: aTranscript([]), minutes: { language: null } };
    expect(await render('md', silence)).not.toContain('in English only');
  });
});

describe('what is not complete', () => {
  const warnings = [{ code: 'several_voices', text: 'Room *4*: several people seem to share this microphone.' }];

  it.each(['md', 'txt'] as const)('stands in %s, also where nothing was understood', async (format) => {
    for (const transcript of [talk, aTranscript([])])
      expect(await render(format, { transcript, warnings })).toMatch(/Room \\?\*4\\?\*: several people seem to share/);
  });
});

describe('json', () => {
  it('leaves nothing out', async () => {
    const warnings = [{ code: 'chunks_lost', text: '3 s of speech is missing.' }];
    const { meeting, durationMs, transcript, minutes } = aDocument({ transcript: talk });
    const read = JSON.parse(await render('json', { transcript: talk, warnings })) as unknown;
    expect(read).toEqual({ version: 1, meeting, durationMs, transcript, minutes, warnings });
  });
});

describe('a translation', () => {
  const { utterances, ...rest } = aTranscript(
    [
      ['Maya', 'Guten Morgen.', 1_000, 2_500],
      ['Tom', 'Hello.', 3_000, 4_000],
    ],
    { language: 'de' },
  );
  const translation = { language: 'en', text: 'Good *morning*.' };
  const transcript = {
    ...rest,
    utterances: utterances.map((one, index) => (index === 0 ? { ...one, translation } : one)),
  };

  it('stands below the original words', async () => {
    expect(await render('txt', { transcript })).toContain(
      '[0:01] Maya: Guten Morgen.\n    (en) Good *morning*.\n[0:03] Tom: Hello.\n',
    );
    expect(await render('md', { transcript })).toContain(
      '**Maya** (0:01): Guten Morgen.\n\n> (en) Good \\*morning\\*.\n\n**Tom** (0:03): Hello.\n',
    );
    expect(JSON.parse(await render('json', { transcript })).transcript.utterances[0].translation).toEqual(translation);
  });

  it.each(['srt', 'vtt'] as const)('is left out of %s: subtitles are what was said', async (format) => {
    expect(await render(format, { transcript })).not.toContain('morning');
  });

  it('is nobody’s words when our own text is read again', async () => {
    const { utterances: read } = parseTranscript(await render('txt', { transcript }), 'x.txt');
    expect(read.map(({ name, text }) => [name, text])).toEqual([
      ['Maya', 'Guten Morgen.'],
      ['Tom', 'Hello.'],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { isTranscriptFile, parseTranscript } from '../../../src/transcription/import/index.ts';

const rows = (text: string, file: string) =>
  parseTranscript(text, file).utterances.map(({ name, startMs, endMs, text: words }) => [name, startMs, endMs, words]);

describe('importing WebVTT', () => {
  it('reads voices, comments, styles, settings, entities and missing hours', () => {
    const file = [
      '\uFEFFWEBVTT - title',
      'Kind: captions',
      '',
      'STYLE',
      '::cue { color: red }',
      '',
      'NOTE a comment',
      'over two lines',
      '',
      'intro',
      '00:01.500 --> 00:03.000 align:start position:10%',
      '<v.loud Maya O&apos;Neil>Good <i>morning</i> &amp; welcome</v>',
      '',
      '01:00:00.000 --> 01:00:02.000',
      '<v Tom>Hi &lt;all&gt; &#8217;',
      '<00:01.000>and <c.blue>you</c>',
      '',
    ].join('\r\n'); // prettier-ignore
    expect(rows(file, 'talk.vtt')).toEqual([
      ["Maya O'Neil", 1_500, 3_000, 'Good morning & welcome'],
      ['Tom', 3_600_000, 3_602_000, 'Hi <all> ’ and you'],
    ]);
  });

  it('makes several utterances of a cue with several voices and keeps overlapping cues in order of time', () => {
    const file = 'WEBVTT\n\n00:05.000 --> 00:06.000\n<v A>later\n\n00:01.000 --> 00:09.000\n<v A>one <v B>two\n';
    expect(rows(file, 'talk.VTT')).toEqual([
      ['A', 1_000, 9_000, 'one'],
      ['B', 1_000, 9_000, 'two'],
      ['A', 5_000, 6_000, 'later'],
    ]);
  });

  it('reads "Name: words" where a program writes no voices', () => {
    const file = 'WEBVTT\n\n1\n00:01.000 --> 00:02.000\nMaya Li: hello\n\n2\n00:02.000 --> 00:03.000\nTom: hi\n';
    expect(rows(file, 'zoom.vtt')).toEqual([
      ['Maya Li', 1_000, 2_000, 'hello'],
      ['Tom', 2_000, 3_000, 'hi'],
    ]);
  });
});

describe('importing SubRip', () => {
  it('reads commas and points, names and markup', () => {
    const file =
      '1\n00:00:01,5 --> 00:00:02,250\nMaya: <i>hello</i>\nthere\n\n2\n0:00:03.000 --> 00:00:04.000\n{\\an8}Maya: 3 < 5\n';
    expect(rows(file, 'a.srt')).toEqual([
      ['Maya', 1_500, 2_250, 'hello there'],
      ['Maya', 3_000, 4_000, '3 < 5'],
    ]);
  });

  it('takes "So here is the thing:" for words', () => {
    const cue = (n: number, text: string) => `${n}\n00:00:0${n},000 --> 00:00:0${n},900\n${text}\n`;
    const file = [cue(1, 'good morning'), cue(2, 'So here is the thing: it rains'), cue(3, 'yes'), cue(4, 'no')].join(
      '\n',
    );
    expect(rows(file, 'a.srt').map(([speaker]) => speaker)).toEqual([null, null, null, null]);
  });

  it('lets a cue that ends before it begins last no time', () => {
    expect(rows('1\n00:00:05,000 --> 00:00:01,000\nx y\n', 'a.srt')).toEqual([[null, 5_000, 5_000, 'x y']]);
  });
});

describe('importing plain text', () => {
  it('makes up times at 150 words a minute and goes on with the last speaker', () => {
    expect(rows('# a comment\n\nMaya: one two three four five\nand six\nTom: ok\n', 'a.txt')).toEqual([
      ['Maya', 0, 2_000, 'one two three four five'],
      ['Maya', 2_000, 2_800, 'and six'],
      ['Tom', 2_800, 3_300, 'ok'],
    ]);
  });

  it('keeps a nameless line with the speaker above only when it is indented or goes on with the sentence', () => {
    const names = (text: string) => rows(text, 'a.txt').map(([name]) => name);
    expect(names('Maya: We met on\nMonday.\nNobody came.')).toEqual(['Maya', 'Maya', null]);
    expect(names('Maya: We met.\n  Nobody came.\n\tNot even Tom.')).toEqual(['Maya', 'Maya', 'Maya']);
    expect(names('Maya: “We met.”\nNobody came.\nTom: True!\nGood.')).toEqual(['Maya', null, 'Tom', null]);
    expect(names('Maya: and then\n\n(end of the recording)')).toEqual(['Maya', null]);
    expect(names('hello\nthere\nTom: hi')).toEqual([null, null, 'Tom']);
    expect(names('[0:01] Maya: We met.\n[0:09] Nobody came.')).toEqual(['Maya', null]);
  });

  it('tells whether the file has times', () => {
    expect(parseTranscript('Maya: hi\nTom: ho', 'a.txt').hasTimes).toBe(false);
    expect(parseTranscript('Maya: hi\n[0:09] Tom: ho', 'a.txt').hasTimes).toBe(true);
  });

  it('takes title and day only from our own heading', () => {
    const facts = (text: string) => {
      const { title, startedAtMs } = parseTranscript(`${text}\nMaya: hi`, 'a.txt');
      return { title, startedAtMs };
    };
    const day = '# Monday, 30 November 2026 at 10:00 (Europe/Berlin), 1 h 2 min';
    expect(facts(`# Standup\n${day}\n`)).toEqual({ title: 'Standup', startedAtMs: Date.UTC(2026, 10, 30, 9) });
    const nothing = { title: null, startedAtMs: null };
    expect(facts('# Standup\n# of Monday\n')).toEqual(nothing);
    expect(facts(`# a comment\n\n${day}`)).toEqual(nothing);
    expect(facts(`# Standup\n${day.replace('Berlin', 'Nowhere')}`)).toEqual(nothing);
    expect(facts(`# Standup\n${day.replace('November', 'Brumaire')}`)).toEqual(nothing);
  });

  it('uses times that are there', () => {
    expect(rows('[0:34] Maya: a long story that goes on and on\n[0:35] Tom: ok\n12:30 Ann: bye\n', 'a.txt')).toEqual([
      ['Maya', 34_000, 35_000, 'a long story that goes on and on'],
      ['Tom', 35_000, 35_500, 'ok'],
      ['Ann', 750_000, 750_500, 'bye'],
    ]);
  });

  it('knows that "12:30 works for me" is no time stamp', () => {
    expect(rows('Maya: when?\n12:30 works for me\n', 'a.txt')[1]?.[3]).toBe('12:30 works for me');
  });
});

describe('importing our own JSON', () => {
  it('reads what "mom minutes --json" prints and names the speakers', () => {
    const transcript = [
      { id: 's1', speaker: '1001', startMs: 0, endMs: 900, text: 'hello', confidence: 0.9 },
      { id: 's2', speaker: '1002', name: 'Tom', startMs: 900, endMs: 1_000, text: 'hi', confidence: 0.9 },
    ];
    const speakers = [{ speaker: '1001', name: 'Maya', talkMs: 900, turns: 1 }];
    expect(rows(JSON.stringify({ meetingId: 'm', transcript, speakers }), 'out.json')).toEqual([
      ['Maya', 0, 900, 'hello'],
      ['Tom', 900, 1_000, 'hi'],
    ]);
  });

  it('keeps what "mom minutes --json" knows of the meeting', () => {
    const file = {
      meetingId: 'm',
      title: ' Standup ',
      startedAt: '2026-11-30T10:00:00.000+01:00',
      durationMs: 1_500,
      language: 'en',
      speakerCount: 1,
      speakers: [{ speaker: '1001', name: 'Maya', talkMs: 900, turns: 1 }],
      transcript: [
        { id: 's1', speaker: '1001', startMs: 0, endMs: 900, text: 'hello', confidence: 0.5, language: 'de' },
      ],
      somethingNew: true,
    };
    expect(parseTranscript(JSON.stringify(file), 'out.json')).toEqual({
      title: 'Standup',
      startedAtMs: Date.UTC(2026, 10, 30, 9),
      language: 'en',
      durationMs: 1_500,
      hasTimes: true,
      utterances: [
        { speaker: '1001', name: 'Maya', startMs: 0, endMs: 900, text: 'hello', confidence: 0.5, language: 'de' },
      ],
    });
  });

  it('makes do with the words alone', () => {
    const file = { transcript: { utterances: [{ startMs: 5, endMs: 1, text: 'hi' }] } };
    expect(parseTranscript(JSON.stringify(file), 'out.json')).toEqual({
      title: null,
      startedAtMs: null,
      language: null,
      durationMs: null,
      hasTimes: true,
      utterances: [{ speaker: null, name: null, startMs: 5, endMs: 5, text: 'hi', confidence: null, language: null }],
    });
  });

  it('names nobody where nobody could tell the voices apart', () => {
    const transcript = {
      utterances: [{ speaker: 'Speaker', name: 'Speaker', startMs: 0, endMs: 9, text: 'hi' }],
      speakers: null,
    };
    expect(rows(JSON.stringify({ transcript }), 'out.json')).toEqual([[null, 0, 9, 'hi']]);
  });
});

describe('files that are no transcript', () => {
  it.each([
    ['a.vtt', 'hello', 'it does not begin with WEBVTT'],
    ['a.vtt', 'WEBVTT\n', 'there are no words in it'],
    ['a.vtt', 'WEBVTT\n\n1\n00:01 --> soon\nx', 'line 4 has no times that can be read'],
    ['a.srt', '\n', 'there are no words in it'],
    ['a.srt', '1\n25 --> 26\nx', 'line 2 has no times that can be read'],
    ['a.txt', 'P\0K', 'it is not a text file'],
    ['a.txt', '  \n', 'there are no words in it'],
    ['a.json', '{', 'it is not valid JSON'],
    ['a.json', '{"transcript":[{"text":1}]}', 'transcript.0.startMs is not as AI MOM writes it'],
    ['a.json', '{"transcript":{}}', 'transcript.utterances is not as AI MOM writes it'],
    ['a.json', '{"transcript":[],"startedAt":"soon"}', 'startedAt is not as AI MOM writes it'],
    [
      'a.json',
      '{"transcript":{"utterances":[]},"meeting":{"startedAtMs":9e15}}',
      'meeting.startedAtMs is not as AI MOM writes it',
    ],
    ['a.json', '[]', 'the file is not as AI MOM writes it'],
    ['a.doc', 'x', 'its name does not end in .vtt, .srt, .txt or .json'],
    ['constructor', 'x', 'its name does not end in .vtt, .srt, .txt or .json'],
  ])('says why %s can not be read', (file, text, message) => {
    expect(() => parseTranscript(text, file)).toThrow(
      expect.objectContaining({ code: 'transcript_unreadable', message, file }),
    );
  });

  it('knows transcripts by their names', () => {
    expect(['a.vtt', 'b.SRT', 'c.txt', 'd.json'].every(isTranscriptFile)).toBe(true);
    expect(['a.mp3', 'txt', 'a.txt.opus'].some(isTranscriptFile)).toBe(false);
  });
});

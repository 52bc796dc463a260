import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Minutes } from '../../../src/domain/minutes.ts';
import type { Transcript } from '../../../src/domain/transcript.ts';
import { writeExtractiveMinutes } from '../../../src/minutes/index.ts';
import { aTranscript, type Line } from '../../fixtures/transcripts.ts';

const speech = fc.constantFrom(
  'We decided to move the release.',
  'Ann, can you send the report by Friday?',
  'Yes, I will.',
  "I'll fix the login bugs today.",
  'Should we drop the feature?',
  'Agreed.',
  'maybe i could write the notes',
  'Mr. Quilter paid 3.5 million',
  '你好。我们开始吧',
  'Ben will update the page',
  'the budget is tight and then we saw the house',
  '???',
  '…',
  'Thank you all.',
  "Let's go with plan B.",
); // prettier-ignore
const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom('\ud800', '\udfff x', 'a\0b', '\u202e hi', ''),
);
const name = fc.oneof(
  fc.constantFrom('Ann', 'Ben', 'Ann Lee', 'Will', '', 'a.*(b'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const line = fc.record({
  name,
  text: fc.oneof({ weight: 3, arbitrary: speech }, wild),
  pauseMs: fc.nat(90_000),
  ms: fc.nat(20_000),
});

const talk = fc
  .record({
    lines: fc.array(line, { maxLength: 40 }),
    knowsSpeakers: fc.boolean(),
    language: fc.constantFrom('en', null, 'de', 'xx'),
  })
  .map(({ lines, ...options }) => {
    let nowMs = 0;
    const rows = lines.map(({ name: who, text, pauseMs, ms }): Line => {
      const startMs = nowMs + pauseMs;
      nowMs = startMs + ms;
      return [who, text, startMs, nowMs];
    });
    return aTranscript(rows, options);
  });

const write = (transcript: Transcript) =>
  writeExtractiveMinutes({ title: 'T', transcript, startedAtMs: 1_796_000_000_000, timeZone: 'America/New_York' });

/** Everything the minutes quote, with what they point at. */
function quotesOf(minutes: Minutes) {
  const { summaryClaims, keyPoints, decisions, openQuestions, speakerInsights, actionItems } = minutes;
  const claims = [...summaryClaims, ...keyPoints, ...decisions, ...openQuestions];
  claims.push(...speakerInsights.flatMap(({ insights }) => insights));
  return [
    ...claims.map(({ text, evidence, startMs }) => ({ text, evidence, startMs })),
    ...actionItems.map(({ task, evidence, startMs }) => ({ text: task, evidence, startMs })),
    ...actionItems.map(({ dueText, evidence, startMs }) => ({ text: dueText ?? '', evidence, startMs })),
  ];
}

describe('laws of extractive minutes', () => {
  it('quotes verbatim and points at what was said', () => {
    fc.assert(
      fc.property(talk, (transcript) => {
        const byId = new Map(transcript.utterances.map((utterance) => [utterance.id, utterance]));
        for (const { text, evidence, startMs } of quotesOf(write(transcript))) {
          const sources = evidence.map((id) => byId.get(id));
          expect(sources.length).toBeGreaterThan(0);
          expect(sources).not.toContain(undefined);
          expect(sources.map((source) => source?.text).join(' ')).toContain(text);
          expect(sources[0]?.startMs).toBe(startMs);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives work only to people of the meeting', () => {
    fc.assert(
      fc.property(talk, (transcript) => {
        const roster = new Set(transcript.speakers?.map((speaker) => speaker.name));
        for (const { owner } of write(transcript).actionItems) expect(owner === null || roster.has(owner)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('says the same twice', () => {
    fc.assert(
      fc.property(talk, (transcript) => {
        expect(write(transcript)).toEqual(write(transcript));
      }),
      { numRuns: 50 },
    );
  });

  it('calls nothing confirmed', () => {
    fc.assert(
      fc.property(talk, (transcript) => {
        const { decisions, actionItems, keyPoints } = write(transcript);
        const tiers = [...decisions, ...actionItems, ...keyPoints].map(({ tier, votes, of }) => [tier, votes, of]);
        for (const tier of tiers) expect(tier).toEqual(['unconfirmed', 0, 0]);
      }),
    );
  });
});

describe('extractive minutes', () => {
  it('says so when nothing was said', () => {
    expect(write(aTranscript([]))).toMatchObject({
      summary: 'Nothing was said that could be understood.',
      conclusion: '',
      summaryClaims: [],
      keyPoints: [],
      decisions: [],
      actionItems: [],
      openQuestions: [],
      speakerInsights: [],
      chapters: [],
    });
  });

  it('takes text without a told language for English only when it looks so', () => {
    const english = aTranscript([['Ann', 'we decided that it is better to move the release', 0, 9]], {
      language: null,
    });
    const german = aTranscript([['Ann', 'wir haben beschlossen, den Termin zu verschieben', 0, 9]], { language: null });
    expect(write(english)).toMatchObject({ language: 'en', decisions: [{ speaker: 'Ann' }] });
    expect(write(german)).toMatchObject({ language: null, decisions: [] });
  });

  it('gives other languages quotes and talk time', () => {
    const lines: Line[] = ['预算已经批准了，我们下周开始。', '发布日期改到星期一。'].map((text, i) => [
      '李',
      text,
      i * 9_000,
      i * 9_000 + 5_000,
    ]);
    const minutes = write(aTranscript(lines, { language: 'zh' }));
    expect(minutes.summary).toContain('李 (0:00): “预算已经批准了，我们下周开始。”');
    expect(minutes.speakerInsights).toMatchObject([{ name: '李', talkMs: 10_000, share: 1 }]);
  });

  it('makes chapters of a long meeting that cover it without gaps', () => {
    const lines = Array.from(
      { length: 400 },
      (_, i): Line => [
        'Ann',
        `The ${i < 200 ? 'budget' : 'launch'} number ${i} matters here.`,
        i * 5_000,
        i * 5_000 + 4_000,
      ],
    );
    const { chapters } = write(aTranscript(lines));
    expect(chapters).toHaveLength(3);
    expect(chapters[0]).toMatchObject({ startMs: 0, title: expect.stringContaining('budget') });
    expect(chapters.at(-1)?.endMs).toBe(399 * 5_000 + 4_000);
    expect(chapters.slice(1).map(({ startMs }) => startMs)).toEqual(chapters.slice(0, -1).map(({ endMs }) => endMs));
  });

  it('has no speakers when nobody can tell them apart', () => {
    const minutes = write(
      aTranscript([['Ann', 'The budget is approved for the next year.', 0, 5_000]], { knowsSpeakers: false }),
    );
    expect(minutes).toMatchObject({
      speakerInsights: [],
      summary: '(0:00) “The budget is approved for the next year.”',
    });
    expect(minutes.summaryClaims[0]?.speaker).toBeNull();
  });

  it('writes up four hours in under a second', () => {
    const words =
      'we look at the budget of the new release and Ann will send the report to the team by Friday because'.split(' ');
    const lines = Array.from({ length: 3_000 }, (_, i): Line => {
      const text = Array.from({ length: 20 }, (_, k) => words[(i * 7 + k * 3) % words.length]).join(' ');
      return [['Ann', 'Ben', 'Cem'][i % 3] ?? 'Ann', `${text} ${i}.`, i * 4_800, i * 4_800 + 4_000];
    });
    const transcript = aTranscript(lines);
    // Processor time: the machine that runs the tests may be busy with others.
    const before = process.cpuUsage();
    write(transcript);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });
});

import { describe, expect, it } from 'vitest';
import type { TranscribedSegment, Transcription } from '../../../src/ports/transcriber.ts';
import { TrackBeliefs } from '../../../src/transcription/believe/track-beliefs.ts';
import { knownPhrases } from '../../../src/transcription/data/known-phrases.ts';
import { type Circumstances, judge } from '../../../src/transcription/judge.ts';

interface Facts {
  readonly logProbability?: number | null;
  readonly noSpeech?: number | null;
}

const segment = (text: string, { logProbability = -0.2, noSpeech = null }: Facts = {}): TranscribedSegment => ({
  text,
  startMs: 0,
  endMs: 1_000,
  confidence: 0.9,
  averageLogProbability: logProbability,
  noSpeechProbability: noSpeech,
  words: text.split(' ').map((word) => ({ text: word, startMs: 0, endMs: 1_000, confidence: 0.9 })),
});

const said = (...segments: readonly TranscribedSegment[]): Transcription => ({ language: 'en', segments });

/** A chunk of nothing but speech, and the sound that is kept around it. */
const speech = (speechMs: number, more: Partial<Circumstances> = {}): Circumstances => ({
  speechMs,
  chunkMs: speechMs + 400,
  ...more,
});

const doubtsAbout = (text: string, circumstances: Circumstances, facts?: Facts) =>
  judge(said(segment(text, facts)), circumstances).doubts;

describe('what is believed', () => {
  it.each([
    ['Yes, I will fix them by Wednesday evening.', 2_700],
    ['No, no, no.', 900],
    ['Ha ha ha ha ha.', 1_200],
    ['Okay, okay, okay.', 1_500],
    ['The number is 0 0 0 0 0 0 0 0 1.', 4_000],
    ['Thank you.', 500],
    ['Danke.', 400],
    ['谢谢', 400],
    ['ありがとうございます', 900],
    ['Tack.', 300],
    ['我们下周一发布新版本', 2_000],
    ['来週の月曜日にリリースします', 2_200],
    ['Wir verschieben die Veröffentlichung auf nächsten Montag.', 3_000],
  ])('%s', (text, speechMs) => {
    const verdict = judge(said(segment(text)), speech(speechMs));
    expect(verdict).toMatchObject({ segments: [{ text }], doubts: [] });
  });

  it('trusts an engine that does not tell how sure it is', () => {
    expect(doubtsAbout('Yes.', speech(600), { logProbability: null })).toEqual([]);
  });

  it('keeps a sure text whatever the sound (whisper/transcribe.py)', () => {
    expect(doubtsAbout('Yes, please do that.', speech(1_000), { noSpeech: 0.9 })).toEqual([]);
  });

  it('keeps what people say in brackets', () => {
    const text = 'The service (the old one) is slow.';
    expect(judge(said(segment(text)), speech(3_000)).segments).toMatchObject([{ text }]);
  });
});

describe('what is not believed', () => {
  it.each([
    ['Thank you for watching. '.repeat(12), 28_000, 'repetitive'],
    ['Thank you. Thank you. Thank you. Thank you.', 4_000, 'repetitive'],
    ['the cat sat the cat sat the cat sat', 4_000, 'repetitive'],
    ['我觉得我觉得我觉得我觉得我觉得我觉得', 6_000, 'repetitive'],
    ['the quick brown fox jumps over the lazy dog again today', 400, 'too-fast'],
    ['字幕是这样写出来的没有人能说得这么快真的没有人', 500, 'too-fast'],
  ])('%s in %i ms: %s', (text, speechMs, doubt) => {
    expect(doubtsAbout(text, speech(speechMs))).toEqual([doubt]);
  });

  it('allows for a soft voice of which speech detection hears a part only', () => {
    const text = 'We will move the payment service to the new cluster.';
    expect(doubtsAbout(text, { chunkMs: 3_000, speechMs: 900 })).toEqual([]);
    expect(doubtsAbout(text.repeat(3), { chunkMs: 28_000, speechMs: 900 })).not.toEqual([]);
  });

  it('doubts what the engine itself is unsure of', () => {
    expect(doubtsAbout('Yes.', speech(1_000), { logProbability: -1.4 })).toEqual(['unsure']);
  });

  it('doubts silence: no speech, and no sure text to outweigh it', () => {
    expect(doubtsAbout('Yes.', speech(1_000), { logProbability: -1.2, noSpeech: 0.7 })).toEqual(['no-speech']);
    expect(doubtsAbout('Yes.', speech(1_000), { logProbability: null, noSpeech: 0.7 })).toEqual(['no-speech']);
    expect(doubtsAbout('Yes.', speech(1_000), { logProbability: null, noSpeech: 0.5 })).toEqual([]);
  });

  it('takes an invented end away and leaves the half minute before it', () => {
    const end = segment('Thanks for watching!', { logProbability: -0.8 });
    const verdict = judge(said(segment('We ship on Monday.'), end), speech(20_000));
    expect(verdict).toMatchObject({ segments: [{ text: 'We ship on Monday.' }], doubts: ['known-phrase'] });
    expect(verdict.segments).toHaveLength(1);
  });
});

describe('known phrases', () => {
  const phrases = Object.values(knownPhrases).flat();

  it.each(phrases)('"%s" is dropped where little speaks for it', (phrase) => {
    const unsure = { logProbability: -0.7 };
    const breath = speech(200);
    expect(doubtsAbout(phrase, speech(8_000), unsure)).toEqual(['known-phrase']);
    expect(doubtsAbout(phrase, breath)).toSatisfy(([doubt]: string[]) =>
      ['known-phrase', 'too-fast'].includes(String(doubt)),
    );
    expect(doubtsAbout(phrase, { speechMs: 5_000, chunkMs: 28_000 })).toEqual(['known-phrase']);
    expect(doubtsAbout(phrase, speech(8_000), { noSpeech: 0.5 })).toEqual(['known-phrase']);
  });

  it.each(phrases)('"%s" stays where somebody clearly says it', (phrase) => {
    expect(doubtsAbout(phrase, speech(8_000), { noSpeech: 0.01 })).toEqual([]);
  });

  it.each([
    'THANKS FOR WATCHING',
    'Untertitelung des ZDF, 2023',
    'Subtítulos hechos por la gente de Amara.org',
    'Thank you. Bye. Thank you.',
  ])('"%s" is one too: case, numbers and credits vary', (text) => {
    expect(doubtsAbout(text, speech(8_000), { logProbability: -0.7 })).toEqual(['known-phrase']);
  });

  it('is not what has a number in it that no credit has', () => {
    expect(doubtsAbout('Thank you. 7.', speech(8_000), { logProbability: -0.7 })).toEqual([]);
  });

  it('is the whole text, never a part of it', () => {
    expect(doubtsAbout('Thank you for the report, Tom.', speech(2_000), { logProbability: -0.7 })).toEqual([]);
  });
});

describe('names of sounds', () => {
  it.each([
    '[Music]',
    '(applause)',
    '♪',
    '♪ la la la ♪',
    '[BLANK_AUDIO]',
    '*sighs*',
    '（笑）',
    '【音楽】',
    '(Lachen)',
    '...',
  ])('%s is no text and nothing to doubt', (text) =>
    expect(judge(said(segment(text)), speech(1_000))).toEqual({ segments: [], doubts: [] }),
  );

  it('are taken out of text and words', () => {
    const verdict = judge(said(segment('[Music] Good (door closes, laughter) morning.')), speech(2_000));
    expect(verdict.segments[0]?.text).toBe('Good morning.');
    expect(verdict.segments[0]?.words.map((word) => word.text)).toEqual(['Good', 'morning.']);
  });
});

describe('a prompt that comes back', () => {
  const prompt = 'Maya, Tom, Priya, Kubernetes. we will move the release';

  it.each([
    'Maya, Tom, Priya, Kubernetes.',
    prompt,
    'Priya Kubernetes we will move',
    'Kubernetes, Priya, Tom, Maya, Tom, Priya',
  ])('%s', (text) => expect(doubtsAbout(text, speech(4_000, { prompt }))).toEqual(['prompt-echo']));

  it('is told from names and words that people say', () => {
    expect(doubtsAbout('Maya.', speech(500, { prompt }))).toEqual([]);
    expect(doubtsAbout('Maya, Tom?', speech(900, { prompt }))).toEqual([]);
    expect(doubtsAbout('We will move the release to Monday.', speech(2_500, { prompt }))).toEqual([]);
  });

  it('is doubted sooner where little speaks for it', () => {
    expect(doubtsAbout('Maya, Tom.', speech(900, { prompt }), { logProbability: -0.7 })).toEqual(['prompt-echo']);
  });
});

describe('the same again and again', () => {
  it('is doubted the third time in a row, on weak evidence only', () => {
    const beliefs = new TrackBeliefs();
    for (const _ of [1, 2]) {
      expect(doubtsAbout('So, yeah.', speech(900, { beliefs }), { logProbability: -0.7 })).toEqual([]);
      beliefs.heard('So, yeah.');
    }
    expect(doubtsAbout('so yeah', speech(900, { beliefs }), { logProbability: -0.7 })).toEqual(['repeated-phrase']);
    expect(doubtsAbout('so yeah', speech(900, { beliefs }))).toEqual([]);
    beliefs.heard('Something else.');
    expect(doubtsAbout('so yeah', speech(900, { beliefs }), { logProbability: -0.7 })).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { glossaryPrompt } from '../../../src/transcription/prompt/glossary-prompt.ts';
import { SpeakerPrompt } from '../../../src/transcription/prompt/speaker-prompt.ts';
import { estimateTokens } from '../../../src/transcription/prompt/token-estimate.ts';

describe('the prompt of a speaker', () => {
  it('is none without a glossary and before the first word', () => {
    expect(new SpeakerPrompt([]).text()).toBeUndefined();
    expect(new SpeakerPrompt(['', ' \u0000 ']).text()).toBeUndefined();
  });

  it('has the glossary, then the last 30 words that were accepted', () => {
    const prompt = new SpeakerPrompt(['Maya', 'Kubernetes', 'maya']);
    expect(prompt.text()).toBe('Maya, Kubernetes.');
    prompt.accepted(Array.from({ length: 29 }, (_, index) => `w${index}`).join(' '));
    prompt.accepted('We ship.');
    expect(prompt.text()).toBe(
      `Maya, Kubernetes. ${Array.from({ length: 28 }, (_, i) => `w${i + 1}`).join(' ')} We ship.`,
    );
  });

  it('forgets the words, not the glossary, when a chunk is rejected', () => {
    const prompt = new SpeakerPrompt(['Maya']);
    prompt.accepted('We ship on Monday.');
    prompt.rejected();
    expect(prompt.text()).toBe('Maya.');
  });

  it('never has more than 224 tokens, keeps the newest words and takes the most important terms', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.string({ maxLength: 80 }));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 80 }), fc.array(text, { maxLength: 20 }), (terms, sayings) => {
        const prompt = new SpeakerPrompt(terms);
        for (const saying of sayings) prompt.accepted(saying);
        expect(estimateTokens(prompt.text() ?? '')).toBeLessThanOrEqual(224);
      }),
      { numRuns: 100 },
    );
    const many = Array.from({ length: 200 }, (_, index) => `Project${'abcdefghij'[index % 10]}${index}`);
    expect(glossaryPrompt(many)).toMatch(/^Projecta0, Projectb1, /);
  });

  it.each([
    ['Kubernetes', 5],
    ['2026', 4],
    ['Tom, Jo.', 5],
    ['Привет', 8],
    ['你好', 4],
    ['👍', 3],
  ])('reckons with a model that does not know "%s": %i tokens', (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });
});

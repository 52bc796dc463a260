import { describe, expect, it } from 'vitest';
import { type LoadedModel, toOptions } from '../../../src/providers/transcribe-cpp/to-options.ts';

const model = (changes: Partial<LoadedModel> = {}): LoadedModel => ({
  isWhisper: true,
  capabilities: { languages: ['en', 'de'], supportsLanguageDetect: true, maxTimestampKind: 'segment' },
  canTokenize: () => true,
  ...changes,
});
const request = { pcm: new Float32Array(16_000), language: null };

describe('options of transcribe.cpp', () => {
  it('leave the language to the engine unless one is wanted, or it knows one only', () => {
    expect(toOptions(request, model())).not.toHaveProperty('language');
    expect(toOptions({ ...request, language: 'de' }, model()).language).toBe('de');
    const english = model({
      capabilities: { languages: ['en'], supportsLanguageDetect: false, maxTimestampKind: 'segment' },
    });
    expect(toOptions(request, english).language).toBe('en');
  });

  it('refuse a language that the model lacks', () => {
    expect(() => toOptions({ ...request, language: 'fr' }, model())).toThrow('does not understand "fr"');
  });

  it('carry the end of a prompt that the model can write, and none that it can’t', () => {
    const prompt = `${'x'.repeat(5_000)} Maya`;
    expect(toOptions({ ...request, prompt }, model()).family).toMatchObject({ initialPrompt: prompt.slice(-1_000) });
    expect(toOptions({ ...request, prompt }, model({ canTokenize: () => false })).family).not.toHaveProperty(
      'initialPrompt',
    );
  });

  it('know nothing of prompts for other families, and ask them for words where they have some', () => {
    const parakeet = model({
      isWhisper: false,
      capabilities: { languages: [], supportsLanguageDetect: false, maxTimestampKind: 'token' },
    });
    expect(toOptions({ ...request, prompt: 'Maya' }, parakeet)).toEqual({ timestamps: 'word' });
  });
});

import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplesOfMs } from '../../../src/domain/audio.ts';
import type { TranscriptionRequest } from '../../../src/ports/transcriber.ts';
import { toEndpoint } from '../../../src/providers/stt-http/endpoint.ts';
import type { EngineKind, HttpEngineHost } from '../../../src/providers/stt-http/index.ts';
import { LinkedAbort } from '../../../src/providers/stt-http/linked-abort.ts';
import { speechPrices } from '../../../src/providers/stt-http/prices.ts';
import { toForm } from '../../../src/providers/stt-http/to-form.ts';
import { toWav } from '../../../src/providers/stt-http/to-wav.ts';
import { usageOf } from '../../../src/providers/stt-http/usage.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';

const endpointOf = (kind: EngineKind, settings: Partial<HttpEngineHost> = {}) =>
  toEndpoint({ url: 'http://h/v1', kind, concurrency: 1, ...settings });
const pcm = new Float32Array(16_000).fill(0.5);

function fieldsOf(kind: EngineKind, request: Partial<TranscriptionRequest> = {}) {
  const form = toForm(endpointOf(kind), { pcm, language: null, ...request }, toWav(pcm));
  return Object.fromEntries(
    [...form.keys()].filter((name) => name !== 'file').map((name) => [name, form.getAll(name)]),
  );
}

describe('the form', () => {
  it('of whisper.cpp leaves nothing to the settings of the server', () => {
    expect(fieldsOf('whisper-server')).toMatchInlineSnapshot(`
      {
        "language": [
          "auto",
        ],
        "max_len": [
          "10000",
        ],
        "no_language_probabilities": [
          "true",
        ],
        "response_format": [
          "verbose_json",
        ],
        "split_on_word": [
          "true",
        ],
        "temperature": [
          "0",
        ],
      }
    `);
    expect(fieldsOf('whisper-server', { language: 'de' })['language']).toEqual(['de']);
  });

  it('of whisper.cpp asks for a translation and for how sure a language is only when they are wanted', () => {
    expect(fieldsOf('whisper-server', { translate: true })['translate']).toEqual(['true']);
    const asked = fieldsOf('whisper-server', { wantsLanguageProbability: true });
    expect(asked['no_language_probabilities']).toEqual(['false']);
    const known = fieldsOf('whisper-server', { wantsLanguageProbability: true, language: 'de' });
    expect(known['no_language_probabilities']).toEqual(['true']);
    expect(fieldsOf('groq', { translate: true })).not.toHaveProperty('translate');
  });

  it('of the services names model and granularities, and no language when it is to be detected', () => {
    expect(fieldsOf('groq', { prompt: 'Maya, Kubernetes', temperature: 0.2 })).toMatchInlineSnapshot(`
      {
        "model": [
          "whisper-large-v3-turbo",
        ],
        "prompt": [
          "Maya, Kubernetes",
        ],
        "response_format": [
          "verbose_json",
        ],
        "temperature": [
          "0.2",
        ],
        "timestamp_granularities[]": [
          "word",
          "segment",
        ],
      }
    `);
    expect(fieldsOf('openai', { language: 'de' })).toMatchObject({ model: ['whisper-1'], language: ['de'] });
  });

  it('has a temperature that every host takes', () => {
    const sent = [Number.NaN, -1, 3, 0.4].map((temperature) => fieldsOf('openai', { temperature })['temperature']);
    expect(sent).toEqual([['0'], ['0'], ['1'], ['0.4']]);
  });

  it('has the end of a long prompt, in whole characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2_000 }), (prompt) => {
        const [sent = ''] = fieldsOf('groq', { prompt })['prompt'] ?? [];
        expect(Buffer.byteLength(String(sent))).toBeLessThanOrEqual(896);
        expect(prompt.trim().toWellFormed()).toContain(String(sent));
      }),
      { examples: [['é'.repeat(1_000)], ['x€'.repeat(500)], [' ']] },
    );
  });
});

describe('the WAV file', () => {
  it('has every sample, and silence for what is none', () => {
    const view = new DataView(toWav(Float32Array.of(0, 1, -1, 0.5, 7, Number.NaN, Infinity, -1e30)).buffer);
    const samples = Array.from({ length: 9 }, (_, index) => view.getInt16(44 + index * 2, true));
    expect(samples).toEqual([0, 32_767, -32_767, 16_384, 32_767, 0, 0, 0, 0]);
  });

  it('is never shorter than Whisper can read', () => {
    expect(toWav(new Float32Array(1)).length).toBe(44 + samplesOfMs(1_100) * 2);
    expect(toWav(new Float32Array(40_000)).length).toBe(44 + 80_000);
  });
});

describe('usage', () => {
  it('of Groq is billed for 10 s at least', () => {
    expect(usageOf(endpointOf('groq'), pcm)).toEqual({
      provider: 'groq',
      model: 'whisper-large-v3-turbo',
      audioMs: 1_000,
      billedMs: 10_000,
      costMicroUsd: 111,
      host: 'h',
    });
    expect(usageOf(endpointOf('groq', { model: 'whisper-large-v3' }), new Float32Array(16_000 * 30))).toMatchObject({
      billedMs: 30_000,
      costMicroUsd: 925,
    });
  });

  it('has no price, rather than none to pay, where none is known', () => {
    expect(usageOf(endpointOf('groq', { model: 'whisper-9' }), pcm).costMicroUsd).toBeNull();
    expect(usageOf(endpointOf('openai'), pcm)).toMatchObject({ costMicroUsd: null, billedMs: 1_100 });
    expect(usageOf(endpointOf('whisper-server'), pcm)).toMatchObject({ model: null, costMicroUsd: null });
    const openai = endpointOf('openai', { url: 'https://api.openai.com/v1' });
    expect(usageOf(openai, new Float32Array(16_000 * 10)).costMicroUsd).toBe(1_000);
  });

  it('has prices with a day and a source', () => {
    for (const price of speechPrices) {
      expect(price.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(price.source).toMatch(/^https:/);
      expect(price.microUsdPerHour).toBeGreaterThan(0);
    }
  });
});

describe('a linked abort', () => {
  it('ends with any of its signals and keeps the reason', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    using end = new LinkedAbort(one.signal, undefined, other.signal);
    other.abort(new Error('enough'));
    expect(end.signal.reason).toBe(other.signal.reason);
    using late = new LinkedAbort(other.signal);
    expect(late.signal.reason).toBe(other.signal.reason);
  });

  it('leaves nothing behind on a signal that lives on', () => {
    const { signal } = new AbortController();
    for (let index = 0; index < 20; index += 1) {
      using end = new LinkedAbort(signal);
      expect(end.signal.aborted).toBe(false);
      expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    }
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('ends after its time, and leaves no timer when it was over before', async () => {
    const clock = new FakeClock();
    using end = new LinkedAbort();
    end.endAfter(clock, 1_000, 'too late');
    {
      using over = new LinkedAbort();
      over.endAfter(clock, 1_000, 'too late');
    }
    expect(clock.pending).toBe(1);
    await clock.advance(999);
    expect(end.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(end.signal.reason).toBe('too late');
  });
});

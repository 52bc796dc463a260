import { describe, expect, it } from 'vitest';
import type { TranscriptionRequest } from '../../../src/ports/transcriber.ts';
import { toParameters } from '../../../src/providers/whisper/to-parameters.ts';
import type { WhisperInit } from '../../../src/providers/whisper/whisper-init.ts';

const SECOND = 16_000;

function parameters(request: Partial<TranscriptionRequest>, isMultilingual = true, samples = 5 * SECOND) {
  const model = { path: 'm', isMultilingual, audioContext: 1_500, endOfTextId: 50_257, hasWeights: true };
  const init: WhisperInit = { model, useGpu: false, threads: 2 };
  return toParameters({ pcm: new Float32Array(0), language: null, ...request }, samples, init);
}

describe('toParameters', () => {
  it('decodes greedily, prints nothing and carries nothing over unless told', () => {
    expect(parameters({})).toMatchInlineSnapshot(`
      {
        "audio_ctx": 378,
        "beam_size": 1,
        "best_of": 5,
        "format": "detail",
        "language": "auto",
        "n_threads": 2,
        "no_context": true,
        "print_progress": false,
        "print_realtime": false,
        "print_special": false,
        "print_timestamps": false,
        "strategy": 0,
        "suppress_blank": true,
        "temperature": 0,
        "token_timestamps": true,
        "translate": false,
      }
    `);
  });

  it.each([
    [1.1, 183],
    [5, 378],
    [27, 1_478],
    [28, 1_500],
    [30, 1_500],
  ])('cuts the encoder to the length of the chunk: %f s', (seconds, context) => {
    expect(parameters({}, true, Math.round(seconds * SECOND)).audio_ctx).toBe(context);
  });

  it('leaves the encoder its whole context when asked', () => {
    expect(parameters({ fullContext: true }).audio_ctx).toBe(0);
  });

  it('searches with beams, at most as many as whisper.cpp has decoders', () => {
    expect(parameters({ beamSize: 5 })).toMatchObject({ strategy: 1, beam_size: 5 });
    expect(parameters({ beamSize: 50 })).toMatchObject({ strategy: 1, beam_size: 8 });
    expect(parameters({ beamSize: 1 })).toMatchObject({ strategy: 0 });
    expect(parameters({ beamSize: -3 })).toMatchObject({ strategy: 0, beam_size: 1 });
  });

  it('passes prompt and temperature on', () => {
    expect(parameters({ prompt: 'Maya, Priya', temperature: 0.4 })).toMatchObject({
      initial_prompt: 'Maya, Priya',
      temperature: 0.4,
    });
    expect(parameters({ temperature: 5 }).temperature).toBe(1);
    expect(parameters({ temperature: Number.NaN, beamSize: Number.NaN })).toMatchObject({
      temperature: 0,
      beam_size: 1,
    });
    expect(parameters({ prompt: `${'x'.repeat(5_000)}y` }).initial_prompt).toBe(`${'x'.repeat(999)}y`);
    expect(parameters({ prompt: '' })).not.toHaveProperty('initial_prompt');
  });

  it('translates only when asked', () => {
    expect(parameters({ language: 'de' }).translate).toBe(false);
    expect(parameters({ language: 'de', translate: true })).toMatchObject({ translate: true, language: 'de' });
  });

  it('detects the language only where the model can', () => {
    expect(parameters({ language: null }).language).toBe('auto');
    expect(parameters({ language: 'de' }).language).toBe('de');
    expect(parameters({ language: null }, false).language).toBe('en');
    expect(() => parameters({ language: 'de' }, false)).toThrow('the model understands English only, not "de"');
  });
});

import { Decoder } from '@evan/opus';
import { expect, it } from 'vitest';
import { makeTone } from '../../../scripts/make-recording-tone.mjs';
import { recordingTone } from '../../../src/platforms/discord/voice/worker/recording-tone.ts';

it('is what its script makes', () => {
  expect(recordingTone).toEqual(makeTone());
});

it('is a second of sound that can be heard and does not startle', () => {
  const decoder = new Decoder({ channels: 1, sample_rate: 48_000 });
  const samples = recordingTone.flatMap((packet) => {
    const bytes = decoder.decode(Buffer.from(packet, 'base64'));
    return [...new Int16Array(bytes.slice().buffer)];
  });
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(samples).toHaveLength(48_000);
  expect(loudest).toBeGreaterThan(3_000);
  expect(loudest).toBeLessThan(16_000);
});

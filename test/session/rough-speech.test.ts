import { describe, expect, it } from 'vitest';
import { hearClip } from '../bench/engine/hear-clip.ts';
import { captionsOfSound } from '../bench/engine/live-sound.ts';
import { noiseRecording } from '../bench/engine/noise-recording.ts';
import { openOpus, openSilero, openWhisper, TOY_MODEL } from '../bench/engine/open-engines.ts';
import { type Roughness, roughened, toyClips } from '../bench/engine/rough-clips.ts';
import { randomNumbers } from '../bench/simulated-talk.ts';
import { recordedLog } from '../doubles/recorded-log.ts';
import { hasShared } from '../shared.ts';

/** Every fourth clip; `mom bench engine --only nothing` takes all of them through more. */
const EVERY = 4;
const SEED = 4;
const NOISE_MINUTES = 1;

describe.skipIf(!hasShared)('speech that a call made worse', () => {
  it.each<Roughness>([
    { leadMs: 0, opusBitrate: 16_000, loss: 0 },
    { leadMs: 450, opusBitrate: 24_000, loss: 0 },
    { leadMs: 700, opusBitrate: 64_000, loss: 0 },
    { leadMs: 200, opusBitrate: 24_000, loss: 0.02 },
    { leadMs: 450, opusBitrate: 64_000, loss: 0.05 },
  ])('is heard exactly, or flagged: $leadMs ms late, Opus at $opusBitrate bit/s, $loss lost', async (roughness) => {
    const { log } = recordedLog();
    await using engine = openWhisper(TOY_MODEL, { log });
    await using voices = openSilero(log);
    await using decoder = openOpus(log);
    const clips = toyClips().filter((_, index) => index % EVERY === 0);
    let exact = 0;
    for (const clip of clips) {
      const sound = await roughened(clip, roughness, decoder, randomNumbers(SEED));
      const { verdict, text } = await hearClip(sound, clip.text, engine, voices);
      expect(verdict, `"${text}" for "${clip.text}"`).not.toBe('confident-wrong');
      if (verdict === 'exact') exact++;
    }
    expect(exact).toBeGreaterThan(clips.length / 2);
  });
});

describe.skipIf(!hasShared)('live captions', () => {
  it('say nothing to a minute of sounds that are no speech', async () => {
    const { pcm, pieces } = noiseRecording(NOISE_MINUTES, SEED);
    expect(pieces.length).toBeGreaterThan(4);
    expect(await captionsOfSound(pcm)).toEqual([]);
  });
});

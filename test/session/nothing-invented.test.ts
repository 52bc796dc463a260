import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Pcm, SAMPLE_RATE_HZ, samplesOfMs } from '../../src/domain/audio.ts';
import { mom, temporaryFolder } from '../mom.ts';
import { hasShared, shared } from '../shared.ts';
import { readPcm, wavBytes } from '../wav.ts';
import { sounds } from './sounds.ts';

interface Said {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** One piece of a made-up recording: silence, or a turn of the stand-up in some shape. */
type Piece = { readonly silenceMs: number } | { readonly pcm: Pcm };

const turnFolder = shared('data', 'calls', 'standup', 'turns');
const turns = (): Pcm[] =>
  readdirSync(turnFolder)
    .sort()
    .map((name) => readPcm(join(turnFolder, name)));

/** Sound of a turn plays faster or slower (and higher or lower), as a broken clock would make it. */
function atSpeed(pcm: Pcm, speed: number): Pcm {
  return Float32Array.from(
    { length: Math.floor(pcm.length / speed) },
    (_, index) => pcm[Math.floor(index * speed)] ?? 0,
  );
}

const firstHalf = (pcm: Pcm): Pcm => pcm.slice(0, pcm.length >> 1);

async function hear(pieces: readonly Piece[]) {
  using folder = temporaryFolder('invented');
  const parts = pieces.map((piece) => ('pcm' in piece ? piece.pcm : new Float32Array(samplesOfMs(piece.silenceMs))));
  const path = join(folder.path, 'made.wav');
  writeFileSync(path, wavBytes(Float32Array.from(parts.flatMap((part) => [...part]))));
  const words = ['minutes', '--model', shared('models', 'ggml-toy-en.bin'), '--language', 'en', '--json', path];
  const { code, stdout } = await mom(words, { DATA_DIR: folder.path });
  expect(code).toBe(0);
  const speech: { startMs: number; endMs: number }[] = [];
  let position = 0;
  for (const [index, part] of parts.entries()) {
    const startMs = (position / SAMPLE_RATE_HZ) * 1_000;
    position += part.length;
    if ('pcm' in (pieces[index] ?? {})) speech.push({ startMs, endMs: (position / SAMPLE_RATE_HZ) * 1_000 });
  }
  return { said: JSON.parse(stdout).transcript as Said[], speech };
}

const SOUND_MS = 4_000;

/** Speech is heard with a little sound around it. */
const MARGIN_MS = 300;

function expectOnlyWhereSomebodySpoke({ said, speech }: Awaited<ReturnType<typeof hear>>): void {
  for (const { startMs, endMs } of said) {
    const overlaps = speech.filter((span) => span.startMs - MARGIN_MS <= endMs && span.endMs + MARGIN_MS >= startMs);
    expect(overlaps.length, `words at ${startMs} ms, where nobody spoke`).toBeGreaterThan(0);
  }
}

describe.skipIf(!hasShared)('nothing is invented', () => {
  it('when the turns stand far apart: the exact words, and silence stays silent', async () => {
    const [first, second, third] = turns();
    const heard = await hear([
      { silenceMs: 45_000 },
      { pcm: first ?? new Float32Array() },
      { silenceMs: 70_000 },
      { pcm: second ?? new Float32Array() },
      { silenceMs: 20_000 },
      { pcm: third ?? new Float32Array() },
      { silenceMs: 60_000 },
    ]);
    expect(heard.said.map(({ text }) => text)).toEqual([
      'Good morning everyone, let us start the release standup.',
      'The payment service is ready for testing.',
      'I found two bugs in the login page yesterday.',
    ]);
    expectOnlyWhereSomebodySpoke(heard);
  });

  it.each([
    ['cut in the middle of each turn', firstHalf],
    ['played a quarter too fast', (pcm: Pcm) => atSpeed(pcm, 1.25)],
    ['played a fifth too slow', (pcm: Pcm) => atSpeed(pcm, 0.8)],
  ])('when it is %s: words only where somebody spoke', async (_name, change) => {
    const shuffled = turns().filter((_, index) => index % 3 === 1);
    expectOnlyWhereSomebodySpoke(await hear(shuffled.flatMap((pcm) => [{ silenceMs: 3_000 }, { pcm: change(pcm) }])));
  });

  it(`of ${Object.keys(sounds).join(', ')}: no word`, async () => {
    const pieces = Object.values(sounds).flatMap((sound) => [
      { silenceMs: 500 },
      { pcm: sound(samplesOfMs(SOUND_MS)) },
    ]);
    expect((await hear(pieces)).said).toEqual([]);
  });

  it('of a sound beside a voice: the words, and nothing for the sound', async () => {
    const [first = new Float32Array()] = turns();
    const heard = await hear([{ pcm: first }, { silenceMs: 1_500 }, { pcm: sounds.breath(samplesOfMs(SOUND_MS)) }]);
    expect(heard.said.map(({ text }) => text)).toEqual(['Good morning everyone, let us start the release standup.']);
  });
});

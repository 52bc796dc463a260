import { msOfSamples } from '../domain/audio.ts';
import type { ChunkResult } from '../domain/chunk-result.ts';
import type { Warning } from '../domain/meeting.ts';
import { type Doubt, doubts } from '../transcription/index.ts';

/** Why text is left out, as people read it: "… left out because …". */
const BECAUSE: Readonly<Record<Exclude<Doubt, 'too-little-speech'>, string>> = {
  'no-speech': 'the engine heard no speech in it',
  unsure: 'the engine itself was not sure of the words',
  repetitive: 'the text went round in circles',
  'too-fast': 'nobody can speak that fast',
  'known-phrase': 'the text is one that engines invent where little is heard',
  'repeated-phrase': 'the same words came again and again where little is heard',
  'prompt-echo': 'the engine repeated its glossary instead of what it heard',
};

/** One sentence for each reason for which text was left out. */
export function leftOutWarnings(chunks: readonly ChunkResult[]): Warning[] {
  return doubts.flatMap((doubt) => {
    const affected = chunks.filter((chunk) => chunk.outcome !== 'failed' && chunk.reason === doubt);
    if (affected.length === 0) return [];
    return [doubt === 'too-little-speech' ? tooShort(affected) : leftOut(affected, doubt)];
  });
}

function tooShort({ length }: readonly ChunkResult[]): Warning {
  const text = `Sounds with less than a quarter of a second of speech were not transcribed (${length}); a short "yes" or "no" may be among them.`;
  return { code: 'speech_too_short', text };
}

function leftOut(affected: readonly ChunkResult[], doubt: keyof typeof BECAUSE): Warning {
  const whole = affected.filter((chunk) => chunk.outcome === 'rejected');
  const partly = affected.length - whole.length;
  const seconds = Math.ceil(msOfSamples(whole.reduce((sum, chunk) => sum + chunk.sampleCount, 0)) / 1_000);
  const amounts = [
    ...(whole.length > 0 ? [`${seconds} s of sound`] : []),
    ...(partly > 0 ? [`a part of the text of ${partly} ${partly === 1 ? 'chunk' : 'chunks'}`] : []),
  ];
  return { code: 'chunks_rejected', text: `Left out, because ${BECAUSE[doubt]}: ${amounts.join(' and ')}.` };
}

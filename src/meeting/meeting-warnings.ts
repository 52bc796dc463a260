import { msOfSamples } from '../domain/audio.ts';
import type { ChunkOutcome, ChunkResult } from '../domain/chunk-result.ts';
import type { Meeting, Warning } from '../domain/meeting.ts';

/** Everything people should know about how complete a transcript is, each kind once. */
export function meetingWarnings(meeting: Meeting, chunks: readonly ChunkResult[]): Warning[] {
  return [
    ...meeting.tracks.flatMap((track) => track.result?.warnings ?? []),
    ...speakerWarning(meeting),
    ...lostSpeech(chunks, 'failed', 'chunks_lost', 'is missing because transcription failed'),
    ...lostSpeech(chunks, 'rejected', 'chunks_rejected', 'is left out because its text was not believable'),
  ];
}

function speakerWarning(meeting: Meeting): Warning[] {
  if (meeting.tracks.every((track) => track.speaker !== null)) return [];
  const text =
    'This recording mixes several voices and this version cannot tell them apart: all words stand under "Speaker 1".';
  return [{ code: 'speakers_unknown', text }];
}

function lostSpeech(chunks: readonly ChunkResult[], outcome: ChunkOutcome, code: string, fate: string): Warning[] {
  const lost = chunks.filter((chunk) => chunk.outcome === outcome);
  if (lost.length === 0) return [];
  const seconds = Math.ceil(msOfSamples(lost.reduce((sum, chunk) => sum + chunk.sampleCount, 0)) / 1_000);
  const reasons = [...new Set(lost.map((chunk) => chunk.reason ?? 'unknown'))].sort().join(', ');
  return [{ code, text: `${seconds} s of speech (chunks: ${lost.length}) ${fate}: ${reasons}.` }];
}

import { basename } from 'node:path';
import { msOfSamples } from '../domain/audio.ts';
import type { ChunkResult } from '../domain/chunk-result.ts';
import type { Meeting, MeetingTrack, Warning } from '../domain/meeting.ts';
import type { Transcript } from '../domain/transcript.ts';
import { leftOutWarnings } from './left-out-warnings.ts';

/** Everything people should know about how complete a transcript is; a warning of one track names its member, or its file. */
export function meetingWarnings(meeting: Meeting, transcript: Transcript, chunks: readonly ChunkResult[]): Warning[] {
  return [
    ...trackWarnings(meeting),
    ...speakerWarning(transcript),
    ...translationWarning(meeting, transcript),
    ...lostSpeech(chunks),
    ...leftOutWarnings(chunks),
  ];
}

/** Damage of the journal is met by the reader of every track in it: it is told once, and as nobody's. */
function trackWarnings(meeting: Meeting): Warning[] {
  const warnings = meeting.tracks.flatMap((track) =>
    (track.result?.warnings ?? []).map((warning) => ({ track, warning })),
  );
  const told = new Set<string>();
  return warnings.flatMap(({ track, warning }) => {
    const isShared = warnings.some(({ track: other, warning: same }) => other !== track && isSameDamage(warning, same));
    if (!isShared) return [naming(track, meeting)(warning)];
    if (told.has(warning.text)) return [];
    told.add(warning.text);
    return [warning];
  });
}

const isSameDamage = (one: Warning, other: Warning): boolean =>
  one.code === 'recording_damaged' && other.code === one.code && other.text === one.text;

const naming =
  (track: MeetingTrack, meeting: Meeting) =>
  (warning: Warning): Warning => {
    const file = basename(track.path);
    const isClear = track.speaker === null && (meeting.tracks.length === 1 || warning.text.includes(file));
    return isClear ? warning : { ...warning, text: `${track.speaker?.name ?? file}: ${warning.text}` };
  };

function speakerWarning({ speakers, utterances }: Transcript): Warning[] {
  if (speakers !== null || utterances.length === 0) return [];
  const text =
    'This recording may mix several voices and this version cannot tell them apart: all words stand under "Speaker 1".';
  return [{ code: 'speakers_unknown', text }];
}

function translationWarning({ settings: { translateTo } }: Meeting, { utterances }: Transcript): Warning[] {
  if (!translateTo) return [];
  const missing = utterances.filter(({ language, translation }) => language !== translateTo && !translation);
  if (missing.length === 0) return [];
  const text = `The engine could not translate everything: there is no translation beside ${missing.length} of ${utterances.length} utterances.`;
  return [{ code: 'translation_missing', text }];
}

/** What people read for the codes of an engine's failures; others stand there as they are. */
const BECAUSE: Readonly<Record<string, string>> = {
  stt_timeout: 'it took too long',
  stt_crashed: 'the engine crashed',
  stt_failed: 'the engine failed',
};

function lostSpeech(chunks: readonly ChunkResult[]): Warning[] {
  const lost = chunks.filter((chunk) => chunk.outcome === 'failed');
  if (lost.length === 0) return [];
  const seconds = Math.ceil(msOfSamples(lost.reduce((sum, chunk) => sum + chunk.sampleCount, 0)) / 1_000);
  const reasons = [...new Set(lost.map((chunk) => BECAUSE[chunk.reason ?? ''] ?? chunk.reason ?? 'unknown'))].sort();
  const text = `${seconds} s of speech is missing, because it could not be transcribed (${reasons.join(', ')}).`;
  return [{ code: 'chunks_lost', text }];
}

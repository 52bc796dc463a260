import type { Segment } from '../domain/segment.ts';
import type { Speaker } from '../domain/speaker.ts';
import type { Transcript, Utterance } from '../domain/transcript.ts';
import { toTranscript } from './to-transcript.ts';

/** A silence longer than this begins a new utterance. */
const MAX_GAP_MS = 1_000;
/** A claim points at an utterance: a monologue is divided so that the moment can be found. */
const MAX_UTTERANCE_MS = 30_000;

/** Whose voice a track is; tracks of a mix share one unknown speaker. */
export interface TrackVoice {
  readonly trackId: string;
  readonly speaker: Speaker;
}

/**
 * segments -> utterances -> turns. The same segments give the same ids, in whatever order they come.
 * `isMix`: nobody can tell who spoke, so no talk time is claimed.
 */
export function assembleTranscript(
  segments: readonly Segment[],
  voices: readonly TrackVoice[],
  isMix: boolean,
): Transcript {
  const order = new Map(voices.map((voice, index) => [voice.trackId, index]));
  const rank = (segment: Segment): number => order.get(segment.trackId) ?? voices.length;
  const sorted = [...segments].sort((a, b) => a.startMs - b.startMs || rank(a) - rank(b) || a.endMs - b.endMs);
  const speakers = new Map(voices.map((voice) => [voice.trackId, voice.speaker]));
  const drafts: Segment[][] = [];
  for (const segment of sorted) {
    const open = drafts.at(-1);
    if (open && continues(open, segment)) open.push(segment);
    else drafts.push([segment]);
  }
  const utterances = drafts.map((draft, index) => toUtterance(draft, `s${index + 1}`, speakers));
  return toTranscript(utterances, isMix);
}

/** The same track goes on, soon, and nobody else began in between (the list is in order of time). */
function continues(open: readonly Segment[], next: Segment): boolean {
  const first = open[0];
  const last = open.at(-1);
  if (!first || !last || last.trackId !== next.trackId) return false;
  return next.startMs - last.endMs <= MAX_GAP_MS && next.endMs - first.startMs <= MAX_UTTERANCE_MS;
}

function toUtterance(draft: readonly Segment[], id: string, speakers: ReadonlyMap<string, Speaker>): Utterance {
  const first = draft[0];
  const speaker = speakers.get(first?.trackId ?? '') ?? { speaker: 'Speaker 1', name: 'Speaker 1' };
  return {
    id,
    ...speaker,
    startMs: first?.startMs ?? 0,
    endMs: Math.max(...draft.map((segment) => segment.endMs)),
    text: draft.map((segment) => segment.text).join(' '),
    confidence: meanConfidence(draft),
    language: first?.language ?? null,
  };
}

/** Longer segments weigh more: each token counts alike. */
function meanConfidence(draft: readonly Segment[]): number {
  const letters = draft.reduce((sum, segment) => sum + segment.text.length, 0);
  const weighted = draft.reduce((sum, segment) => sum + segment.confidence * segment.text.length, 0);
  return letters === 0 ? 0 : Math.round((weighted / letters) * 1_000) / 1_000;
}

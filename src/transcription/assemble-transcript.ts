import type { Caption } from '../domain/caption.ts';
import type { Segment } from '../domain/segment.ts';
import type { Speaker } from '../domain/speaker.ts';
import type { Transcript } from '../domain/transcript.ts';
import { UNSURE } from '../domain/unsure.ts';
import { mergeWithCaptions } from './final/merge-with-captions.ts';
import type { PlacedUtterance } from './final/placed-utterance.ts';
import { meanConfidence } from './final/segment-words.ts';
import { type TranslatedSegment, withTranslations } from './final/with-translations.ts';
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

/** What is known beside the segments. */
export interface TranscriptLayers {
  /** What people read while they talked; utterances with the same words keep their ids. */
  readonly captions?: readonly Caption[];
  /** Those of them that stand in for what the final pass could not hear. */
  readonly standIns?: readonly Caption[];
  readonly translated?: readonly TranslatedSegment[];
}

/**
 * segments -> utterances -> turns. The same segments and layers give the same ids, in whatever order they come.
 * `isMix`: nobody can tell who spoke, so no talk time is claimed.
 */
export function assembleTranscript(
  segments: readonly Segment[],
  voices: readonly TrackVoice[],
  isMix: boolean,
  { captions = [], standIns = [], translated = [] }: TranscriptLayers = {},
): Transcript {
  const speakers = new Map(voices.map((voice) => [voice.trackId, voice.speaker]));
  const drafts = draftsOf(inOrder(segments, voices)).map((draft) => toUtterance(draft, speakers));
  const utterances = inOrder([...drafts, ...standIns.map(asUtterance)], voices);
  const complete = withTranslations(mergeWithCaptions(captions, utterances), translated);
  return toTranscript(
    complete.map(({ trackId: _, ...utterance }) => utterance),
    isMix,
  );
}

function inOrder<T extends Pick<Segment, 'trackId' | 'startMs' | 'endMs'>>(
  items: readonly T[],
  voices: readonly TrackVoice[],
): readonly T[] {
  const order = new Map(voices.map((voice, index) => [voice.trackId, index]));
  const rank = (item: T): number => order.get(item.trackId) ?? voices.length;
  return items.toSorted((a, b) => a.startMs - b.startMs || rank(a) - rank(b) || a.endMs - b.endMs);
}

type Draft = [Segment, ...Segment[]];

function draftsOf(segments: readonly Segment[]): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const segment of segments) {
    const open = drafts.at(-1);
    if (open && continues(open, segment)) open.push(segment);
    else drafts.push([segment]);
  }
  return drafts;
}

/** The same track goes on, soon, in the same language, as well heard, and nobody else began in between (the list is in order of time). */
function continues(open: Draft, next: Segment): boolean {
  const last = open.at(-1) ?? open[0];
  if (last.trackId !== next.trackId || last.language !== next.language) return false;
  if (isDoubted(last) !== isDoubted(next)) return false;
  return next.startMs - last.endMs <= MAX_GAP_MS && next.endMs - open[0].startMs <= MAX_UTTERANCE_MS;
}

/** Unsure because sound was lost: what was said beside it must not make it look sure. */
const isDoubted = ({ words, confidence }: Segment): boolean =>
  confidence < UNSURE && words.some((word) => word.hasLoss);

function toUtterance(draft: Draft, speakers: ReadonlyMap<string, Speaker>): PlacedUtterance {
  const [{ trackId, startMs, language }] = draft;
  const isTimed = draft.every((segment) => segment.words.length > 0);
  return {
    trackId,
    ...(speakers.get(trackId) ?? { speaker: 'Speaker 1', name: 'Speaker 1' }),
    startMs,
    endMs: Math.max(...draft.map((segment) => segment.endMs)),
    text: draft.map((segment) => segment.text).join(' '),
    confidence: meanConfidence(draft),
    language,
    ...(isTimed ? { words: draft.flatMap((segment) => segment.words) } : {}),
  };
}

const asUtterance = ({ id: _, isFinal: __, ...caption }: Caption): PlacedUtterance => caption;

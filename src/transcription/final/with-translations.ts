import type { Segment } from '../../domain/segment.ts';
import type { Translation } from '../../domain/transcript.ts';

interface Spoken {
  readonly trackId: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly language: string | null;
}

/** Words of a track in another language, as the engine translated its sound. */
export interface TranslatedSegment extends Pick<Segment, 'trackId' | 'startMs' | 'endMs' | 'text'> {
  readonly language: string;
}

/** Lays each translated sentence beside the utterance that it shares most time with; what shares none goes to the nearest. */
export function withTranslations<U extends Spoken>(
  utterances: readonly U[],
  translated: readonly TranslatedSegment[],
): readonly (U & { readonly translation?: Translation | null })[] {
  if (translated.length === 0) return utterances;
  const byTrack = Map.groupBy(utterances, (utterance) => utterance.trackId);
  const found = new Map<U, TranslatedSegment[]>();
  for (const segment of translated) {
    const best = closest(segment, byTrack.get(segment.trackId) ?? []);
    if (best) found.set(best, [...(found.get(best) ?? []), segment]);
  }
  return utterances.map((utterance) => ({ ...utterance, translation: joined(found.get(utterance) ?? []) }));
}

/** Utterances that are in the wanted language already need none. */
function closest<U extends Spoken>(segment: TranslatedSegment, utterances: readonly U[]): U | null {
  const foreign = utterances.filter((utterance) => utterance.language !== segment.language);
  const sharedMs = ({ startMs, endMs }: U): number =>
    Math.min(endMs, segment.endMs) - Math.max(startMs, segment.startMs);
  return foreign.reduce<U | null>((best, one) => (best && sharedMs(best) >= sharedMs(one) ? best : one), null);
}

function joined(segments: readonly TranslatedSegment[]): Translation | null {
  const sorted = segments.toSorted((a, b) => a.startMs - b.startMs);
  const [first] = sorted;
  return first ? { language: first.language, text: sorted.map((segment) => segment.text).join(' ') } : null;
}

import type { Utterance } from '../../domain/transcript.ts';

/** A part that was asked about before. */
export interface Range {
  readonly hash: string;
  readonly firstId: string;
  readonly lastId: string;
}

export interface PartitionRules {
  /** Splits what was never asked about. */
  readonly split: (utterances: readonly Utterance[]) => readonly (readonly Utterance[])[];
  readonly hashOf: (utterances: readonly Utterance[]) => string;
}

/**
 * A transcript in parts, those that were asked about before first of all, as far as their words are still the same: their drafts are
 * paid for. Parts may overlap; together they hold every utterance.
 */
export function partition(
  utterances: readonly Utterance[],
  ranges: readonly Range[],
  rules: PartitionRules,
): readonly (readonly Utterance[])[] {
  const known = knownParts(utterances, ranges, rules);
  const parts: (readonly Utterance[])[] = [];
  let done = 0;
  for (const { first, end } of known) {
    if (end <= done) continue; // a longer part holds it
    if (first > done) parts.push(...rules.split(utterances.slice(done, first)));
    parts.push(utterances.slice(first, end));
    done = end;
  }
  if (done < utterances.length) parts.push(...rules.split(utterances.slice(done)));
  return parts.filter((part) => part.length > 0);
}

interface KnownPart {
  readonly first: number;
  /** Index after the last. */
  readonly end: number;
}

/** In the order of the meeting; of those that begin together the longest first. */
function knownParts(
  utterances: readonly Utterance[],
  ranges: readonly Range[],
  { hashOf }: PartitionRules,
): readonly KnownPart[] {
  const indexes = new Map(utterances.map(({ id }, index) => [id, index]));
  return ranges
    .map(({ hash, firstId, lastId }) => ({
      hash,
      first: indexes.get(firstId) ?? -1,
      end: (indexes.get(lastId) ?? -1) + 1,
    }))
    .filter(({ hash, first, end }) => first >= 0 && end > first && hashOf(utterances.slice(first, end)) === hash)
    .toSorted((a, b) => a.first - b.first || b.end - a.end);
}

import type { Evidence } from './evidence-gate.ts';
import type { Statement } from './statement.ts';

/** More moments than this help nobody to check a claim. */
const MOST_MOMENTS = 8;

/**
 * The moments behind an item: those that two seats cite, else those that two seats cite side by side, else those of the center.
 * One seat that cites beside the matter so can't move the moment at which an item opens. Where somebody cites clean words, flagged
 * ones are no evidence.
 */
export function chooseEvidence(
  center: Statement,
  supporters: readonly Statement[],
  isFlagged: (place: number) => boolean,
): readonly number[] {
  const all = supporters.map(({ evidence }) => evidence.positions);
  const clean = all.map((positions) => positions.filter((place) => !isFlagged(place)));
  const cited = clean.some((positions) => positions.length > 0) ? clean : all;
  const places = [...new Set(cited.flat())].toSorted((a, b) => a - b);
  const citedBy = (place: number, reach: number): number =>
    cited.filter((positions) => positions.some((position) => Math.abs(position - place) <= reach)).length;
  const shared = places.filter((place) => citedBy(place, 0) >= 2);
  if (shared.length > 0) return mostCited(shared, (place) => citedBy(place, 0));
  const side = places.filter((place) => citedBy(place, 1) >= 2);
  if (side.length > 0) return mostCited(side, (place) => citedBy(place, 1));
  const found = center.evidence.isFound ? center : (supporters.find(({ evidence }) => evidence.isFound) ?? center);
  const own = found.evidence.positions.filter((place) => places.includes(place));
  return (own.length > 0 ? own : places).slice(0, MOST_MOMENTS);
}

function mostCited(places: readonly number[], citations: (place: number) => number): readonly number[] {
  return [...places]
    .sort((a, b) => citations(b) - citations(a) || a - b)
    .slice(0, MOST_MOMENTS)
    .sort((a, b) => a - b);
}

/** Whether the supporters' doubts outweigh those who found the item in clean words. */
export function agreedDoubt(supporters: readonly Statement[]): Evidence['doubt'] {
  const doubts = supporters.map(({ evidence }) => evidence.doubt).filter((doubt) => doubt !== null);
  const clean = supporters.filter(({ evidence }) => evidence.isFound).length;
  if (doubts.length === 0 || clean > doubts.length) return null;
  return doubts.includes('injection-suspect') ? 'injection-suspect' : 'stated-for-the-record';
}

import { type Token, type TokenKind, toTokens } from './to-tokens.ts';

/** What was wrong in one text, or in many. `words` counts those of the reference. */
export interface WordErrors {
  readonly words: number;
  readonly substituted: number;
  readonly deleted: number;
  readonly inserted: number;
  /** Reference words of each kind, and how many of them were not heard as they are. */
  readonly kinds: Readonly<Record<TokenKind, { readonly words: number; readonly wrong: number }>>;
}

const KINDS = ['word', 'number', 'year', 'name'] as const satisfies readonly TokenKind[];

/** Word errors of what was heard against what was said, by the shortest edit (Levenshtein). */
export function wordErrors(said: string, heard: string): WordErrors {
  const reference = toTokens(said);
  const hypothesis = toTokens(heard).map((token) => token.text);
  const { wrong, inserted } = align(reference, hypothesis);
  const count = (kind: TokenKind) => ({
    words: reference.filter((token) => token.kind === kind).length,
    wrong: wrong.filter(({ token }) => token.kind === kind).length,
  });
  return {
    words: reference.length,
    substituted: wrong.filter(({ how }) => how === 'substituted').length,
    deleted: wrong.filter(({ how }) => how === 'deleted').length,
    inserted,
    kinds: { word: count('word'), number: count('number'), year: count('year'), name: count('name') },
  };
}

export function sumOfErrors(all: readonly WordErrors[]): WordErrors {
  const sum = (value: (errors: WordErrors) => number): number => all.reduce((total, each) => total + value(each), 0);
  const kind = (name: TokenKind) => ({
    words: sum(({ kinds }) => kinds[name].words),
    wrong: sum(({ kinds }) => kinds[name].wrong),
  });
  return {
    words: sum(({ words }) => words),
    substituted: sum(({ substituted }) => substituted),
    deleted: sum(({ deleted }) => deleted),
    inserted: sum(({ inserted }) => inserted),
    kinds: Object.fromEntries(KINDS.map((name) => [name, kind(name)])) as WordErrors['kinds'],
  };
}

/** All errors; above the number of words when much was made up. */
export const errorCount = ({ substituted, deleted, inserted }: WordErrors): number => substituted + deleted + inserted;

/** Errors per word said; null when nothing was said. */
export const errorRate = (errors: WordErrors): number | null =>
  errors.words === 0 ? null : errorCount(errors) / errors.words;

interface Alignment {
  readonly wrong: readonly { readonly token: Token; readonly how: 'substituted' | 'deleted' }[];
  readonly inserted: number;
}

type Edit = 'same' | 'substituted' | 'deleted' | 'inserted';

function align(reference: readonly Token[], hypothesis: readonly string[]): Alignment {
  const costs = editCosts(reference, hypothesis);
  const wrong: { token: Token; how: 'substituted' | 'deleted' }[] = [];
  let inserted = 0;
  let [row, column] = [reference.length, hypothesis.length];
  while (row > 0 || column > 0) {
    const token = reference[row - 1];
    const edit = lastEdit(token, hypothesis[column - 1], costs, row, column);
    if (token && (edit === 'substituted' || edit === 'deleted')) wrong.push({ token, how: edit });
    if (edit === 'inserted') inserted++;
    else row--;
    if (edit !== 'deleted') column--;
  }
  return { wrong: wrong.reverse(), inserted };
}

/** The last step of a shortest way to this place. */
function lastEdit(
  token: Token | undefined,
  heard: string | undefined,
  costs: readonly Uint32Array[],
  row: number,
  column: number,
): Edit {
  const cost = (r: number, c: number): number => costs[r]?.[c] ?? Number.POSITIVE_INFINITY;
  if (token === undefined) return 'inserted';
  const isSame = token.text === heard;
  if (heard !== undefined && cost(row, column) === cost(row - 1, column - 1) + (isSame ? 0 : 1))
    return isSame ? 'same' : 'substituted';
  return cost(row, column) === cost(row - 1, column) + 1 ? 'deleted' : 'inserted';
}

/** costs[r][c]: edits from the first r words of the reference to the first c that were heard. */
function editCosts(reference: readonly Token[], hypothesis: readonly string[]): readonly Uint32Array[] {
  const first = Uint32Array.from({ length: hypothesis.length + 1 }, (_, column) => column);
  const rows = [first];
  for (const [index, token] of reference.entries()) {
    const before = rows[index] ?? first;
    const row = new Uint32Array(hypothesis.length + 1);
    row[0] = index + 1;
    for (const [column, heard] of hypothesis.entries()) {
      const replaced = (before[column] ?? 0) + (token.text === heard ? 0 : 1);
      row[column + 1] = Math.min(replaced, (before[column + 1] ?? 0) + 1, (row[column] ?? 0) + 1);
    }
    rows.push(row);
  }
  return rows;
}

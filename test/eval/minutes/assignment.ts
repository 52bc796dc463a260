/**
 * The pairs of rows and columns with the largest sum of scores (Hungarian method, O(n³)), as column by row; -1 where a row stays alone.
 * Scores are 0 or more.
 */
export function bestAssignment(scores: readonly (readonly number[])[]): readonly number[] {
  const rows = scores.length;
  const size = Math.max(rows, scores[0]?.length ?? 0);
  const cost = (row: number, column: number): number => -(scores[row - 1]?.[column - 1] ?? 0);
  const rowPotential = new Array<number>(size + 1).fill(0);
  const columnPotential = new Array<number>(size + 1).fill(0);
  const rowOf = new Array<number>(size + 1).fill(0);
  for (let row = 1; row <= size; row += 1) augment(row, { size, cost, rowPotential, columnPotential, rowOf });
  const columns = new Array<number>(rows).fill(-1);
  for (let column = 1; column <= size; column += 1) {
    const row = rowOf[column] ?? 0;
    if (row >= 1 && row <= rows && column <= (scores[0]?.length ?? 0)) columns[row - 1] = column - 1;
  }
  return columns;
}

interface Tableau {
  readonly size: number;
  readonly cost: (row: number, column: number) => number;
  readonly rowPotential: number[];
  readonly columnPotential: number[];
  readonly rowOf: number[];
}

/** Finds a place for one more row along the cheapest way of moves. */
function augment(row: number, tableau: Tableau): void {
  const { size, rowOf } = tableau;
  const search: Search = {
    slack: new Array<number>(size + 1).fill(Number.POSITIVE_INFINITY),
    from: new Array<number>(size + 1).fill(0),
    isUsed: new Array<boolean>(size + 1).fill(false),
  };
  rowOf[0] = row;
  let column = 0;
  while (at(rowOf, column) !== 0) column = nextColumn(column, tableau, search);
  for (; column !== 0; column = at(search.from, column)) rowOf[column] = at(rowOf, at(search.from, column));
}

interface Search {
  readonly slack: number[];
  readonly from: number[];
  readonly isUsed: boolean[];
}

const at = (list: readonly number[], index: number): number => list[index] ?? 0;

function nextColumn(column: number, tableau: Tableau, search: Search): number {
  const { size, cost, rowPotential, columnPotential, rowOf } = tableau;
  const { slack, from, isUsed } = search;
  isUsed[column] = true;
  const row = at(rowOf, column);
  const open = Array.from({ length: size }, (_, index) => index + 1).filter((other) => !isUsed[other]);
  for (const other of open) {
    const reduced = cost(row, other) - at(rowPotential, row) - at(columnPotential, other);
    if (reduced >= at(slack, other)) continue;
    slack[other] = reduced;
    from[other] = column;
  }
  const next = open.reduce((best, other) => (at(slack, other) < at(slack, best) ? other : best), open[0] ?? 0);
  shift(at(slack, next), tableau, search);
  return next;
}

function shift(delta: number, { size, rowPotential, columnPotential, rowOf }: Tableau, search: Search): void {
  const { slack, isUsed } = search;
  for (let other = 0; other <= size; other += 1) {
    if (isUsed[other]) {
      const held = at(rowOf, other);
      rowPotential[held] = at(rowPotential, held) + delta;
      columnPotential[other] = at(columnPotential, other) - delta;
    } else {
      slack[other] = at(slack, other) - delta;
    }
  }
}

import type { Statement } from './statement.ts';

/** Statements of several drafts that are one item. */
export interface Cluster {
  /** The one that most of the others are like; the item is worded by it. */
  readonly center: Statement;
  /** The most alike statement of each voter, in the order of voters, the center's own included. */
  readonly supporters: readonly Statement[];
  /** All statements that are told by this item, the center first. */
  readonly members: readonly Statement[];
}

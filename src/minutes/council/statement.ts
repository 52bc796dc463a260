import type { OwnerBasis } from '../../domain/draft.ts';
import type { Evidence } from './evidence-gate.ts';
import type { Person } from './people.ts';
import type { Quantity } from './words/index.ts';

/** Statements of different kinds are never one item. */
export type StatementKind = 'point' | 'decision' | 'action' | 'question' | 'insight' | 'section' | 'sentence';

/** One item of one draft, prepared for the vote. */
export interface Statement {
  readonly kind: StatementKind;
  /** Only statements of one group are compared: the speaker of an insight, the id of a section, else "". */
  readonly group: string;
  /** Number of the model that made it: two seats of one model are one voter. */
  readonly voter: number;
  readonly seat: string;
  readonly text: string;
  readonly evidence: Evidence;
  readonly stems: ReadonlySet<string>;
  readonly trigrams: ReadonlySet<string>;
  /** Sum of the rarity of its stems. */
  readonly weight: number;
  readonly isNegated: boolean;
  readonly quantities: readonly Quantity[];
  /** Only actions have what follows. */
  readonly owner: Person | null;
  /** An owner that is nobody of the meeting, as the model wrote it. */
  readonly strangeOwner: string | null;
  readonly basis: OwnerBasis;
  readonly dueText: string | null;
}

/** An order of statements that depends on nothing but what they say, so that seats may answer in any order. */
export function compareStatements(a: Statement, b: Statement): number {
  return (
    compareText(a.text, b.text) ||
    (a.evidence.positions[0] ?? 0) - (b.evidence.positions[0] ?? 0) ||
    compareText(a.seat, b.seat)
  );
}

/** The order of code units: the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

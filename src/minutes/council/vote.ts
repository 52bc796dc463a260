import type { Conflict } from '../../domain/minutes.ts';
import { type AgreedAction, agreedAction } from './agreed-action.ts';
import { type AgreedItem, agreedItem, type VoteRules } from './agreed-item.ts';
import { align } from './align.ts';
import { settle } from './settle.ts';
import { compareStatements, type Statement, type StatementKind } from './statement.ts';
import type { Tally } from './vote-fields.ts';

/** All that was voted on. */
export interface Outcome {
  readonly items: Readonly<Record<StatementKind, readonly AgreedItem[]>>;
  readonly actions: readonly AgreedAction[];
  readonly conflicts: readonly Conflict[];
}

/** Aligns, votes and settles, each kind and group for itself. */
export function vote(statements: readonly Statement[], rules: VoteRules): Outcome {
  const items: Record<StatementKind, AgreedItem[]> = {
    point: [],
    decision: [],
    action: [],
    question: [],
    insight: [],
    section: [],
    sentence: [],
  };
  const conflicts: Conflict[] = [];
  for (const group of groupsOf(statements)) {
    const { clusters, contradictions } = align(group, rules.index);
    const ordered = [...clusters].sort((a, b) => compareStatements(a.center, b.center));
    const settled = settle(
      ordered.map((cluster) => agreedItem(cluster, rules)),
      contradictions,
    );
    conflicts.push(...settled.conflicts);
    for (const item of settled.items) items[item.cluster.center.kind].push(item);
  }
  const actions = items.action.map((item) => agreedAction(item, rules));
  return { items, actions, conflicts: [...conflicts, ...actions.flatMap(fieldConflicts)] };
}

function groupsOf(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const groups = Map.groupBy(statements, ({ kind, group }) => `${kind}\n${group}`);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function fieldConflicts({ item, owners, dues }: AgreedAction): readonly Conflict[] {
  if (item.tier === 'dropped') return [];
  const conflictOn = (field: 'owner' | 'due', values: readonly Tally[]): readonly Conflict[] =>
    values.length === 0 ? [] : [{ itemId: item.support.id, field, text: item.task, values }];
  return [...conflictOn('owner', owners), ...conflictOn('due', dues)];
}

import type { Minutes } from '../../domain/minutes.ts';

/** Whether a confirmed decision, action item, key point or question differs; nobody edits a post for less. Words do not count. */
export function hasConfirmedChange(before: Minutes, after: Minutes): boolean {
  const [old, fresh] = [confirmedOf(before), confirmedOf(after)];
  return old.size !== fresh.size || [...fresh].some((item) => !old.has(item));
}

function confirmedOf(minutes: Minutes): ReadonlySet<string> {
  const claims = { key: minutes.keyPoints, decision: minutes.decisions, question: minutes.openQuestions };
  const told = Object.entries(claims).flatMap(([kind, list]) =>
    list.filter(({ tier }) => tier === 'confirmed').map(({ support, evidence }) => nameOf(kind, support?.id, evidence)),
  );
  const actions = minutes.actionItems.filter(({ tier }) => tier === 'confirmed');
  const owned = actions.map(({ support, evidence, owner, due }) =>
    JSON.stringify([nameOf('action', support?.id, evidence), owner, due]),
  );
  return new Set([...told, ...owned]);
}

const nameOf = (kind: string, id: string | undefined, evidence: readonly string[]): string =>
  JSON.stringify([kind, id ?? evidence]);

import type { SeatDraft } from '../../../src/domain/draft.ts';
import type { Minutes } from '../../../src/domain/minutes.ts';
import { atMost, type Bar } from './bar.ts';
import { agreed, fiveDrafts, type Run, SEATS } from './five-drafts.ts';
import { matchesOf } from './score.ts';

/** Bar 6: what holds for every answer of every seat. */
export function lawBars(runs: readonly Run[]): readonly Bar[] {
  const broken = { order: 0, repeat: 0, duplicate: 0, removal: 0 };
  for (const run of runs) {
    const drafts = fiveDrafts(run);
    const whole = agreed(run.meeting, drafts);
    const same = JSON.stringify(whole);
    const turned = agreed(run.meeting, drafts.toReversed(), SEATS.toReversed());
    broken.order += Number(JSON.stringify(turned) !== same);
    broken.repeat += Number(JSON.stringify(agreed(run.meeting, drafts)) !== same);
    broken.duplicate += Number(votesWith(run, [...drafts, again(drafts)]) !== votesOf(whole));
    broken.removal += raisedWithout(run, drafts, whole);
  }
  return [
    atMost('6', 'minutes that another order of seats changes', broken.order, 0),
    atMost('6', 'minutes that a second run changes', broken.repeat, 0),
    atMost('6', 'votes that a second answer of the same model raises', broken.duplicate, 0),
    atMost('6', 'true items whose votes rise without a seat', broken.removal, 0),
  ];
}

/** The first seat's answer once more, under another seat's name. */
function again([first]: readonly SeatDraft[]): SeatDraft {
  if (!first) throw new Error('no draft');
  return { ...first, seat: 'somebody-else' };
}

const votesWith = ({ meeting }: Run, drafts: readonly SeatDraft[]): string => votesOf(agreed(meeting, drafts));

const votesOf = ({ actionItems, decisions, keyPoints, openQuestions }: Minutes): string =>
  JSON.stringify([actionItems, decisions, keyPoints, openQuestions].map((list) => list.map(({ votes }) => votes)));

function raisedWithout({ meeting }: Run, drafts: readonly SeatDraft[], whole: Minutes): number {
  const without = agreed(meeting, drafts.slice(1));
  const before = votesByGold(whole, meeting.gold.action_items);
  const after = votesByGold(without, meeting.gold.action_items);
  return after.filter((votes, index) => votes > (before[index] ?? 0)).length;
}

/** The most votes of any item that says the same as the true one: a paraphrase may stand beside it as a second item. */
function votesByGold(
  { actionItems }: Minutes,
  gold: readonly { readonly task: string; readonly evidence: readonly string[] }[],
): readonly number[] {
  const votes = gold.map(() => 0);
  const wanted = gold.map(({ task, evidence }) => ({ text: task, evidence }));
  for (const { task, evidence, votes: count } of actionItems) {
    const [match] = matchesOf([{ text: task, evidence }], wanted);
    if (typeof match === 'number') votes[match] = Math.max(votes[match] ?? 0, count);
  }
  return votes;
}

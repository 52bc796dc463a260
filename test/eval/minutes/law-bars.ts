import type { SeatDraft } from '../../../src/domain/draft.ts';
import type { Minutes } from '../../../src/domain/minutes.ts';
import { atMost, type Bar } from './bar.ts';
import { agreed, fiveDrafts, type Run, SEATS } from './five-drafts.ts';

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
    atMost('6', 'items whose votes rise without a seat', broken.removal, 0),
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

/** Items that have more votes without the first seat than the item that holds their words has with it. */
function raisedWithout({ meeting }: Run, drafts: readonly SeatDraft[], { actionItems: whole }: Minutes): number {
  const without = agreed(meeting, drafts.slice(1)).actionItems;
  return without.filter(({ task, votes, support }) => {
    const words = new Set([task, ...(support?.variants ?? [])]);
    const same = whole.filter((item) => [item.task, ...(item.support?.variants ?? [])].some((text) => words.has(text)));
    return same.every((item) => item.votes < votes);
  }).length;
}

import type { ActionItem, Support } from '../../domain/minutes.ts';
import type { AgreedItem, VoteRules } from './agreed-item.ts';
import { dueOf } from './due-of.ts';
import { compareText, type Statement } from './statement.ts';
import { type Tally, voteOwner, voteValue } from './vote-fields.ts';
import { contentStems, isHeard, quantitiesOf } from './words/index.ts';

/** An action with the fields that are voted on apart, and what the seats say otherwise. */
export interface AgreedAction {
  readonly item: ActionItem & { readonly support: Support };
  readonly owners: readonly Tally[];
  readonly dues: readonly Tally[];
}

/** The task of an item: owner and due date are voted on apart, whatever the seats say of the rest. */
export function agreedAction({ cluster, claim }: AgreedItem, rules: VoteRules): AgreedAction {
  const { supporters } = cluster;
  const owner = voteOwner(supporters, (statement) => isPresent(statement, rules));
  const due = dueOfAll(supporters, rules);
  const { text: task, speaker: _, ...rest } = claim;
  return {
    item: { ...rest, task, owner: owner.value, due: due.iso, dueText: due.words },
    owners: owner.tally,
    dues: due.tally,
  };
}

/** Whether the owner speaks in the evidence or is named there. */
function isPresent({ owner, evidence }: Statement, { index, people }: VoteRules): boolean {
  if (owner === null) return false;
  return evidence.positions.some((place) => {
    const utterance = index.utterances[place];
    return utterance !== undefined && (utterance.speaker === owner.speaker || people.isNamedIn(owner, utterance.text));
  });
}

interface Due {
  readonly iso: string | null;
  readonly words: string | null;
  readonly tally: readonly Tally[];
}

/** Only words that stand in the evidence can name a date; the most frequent date wins, and the words of its first seat tell it. */
function dueOfAll(supporters: readonly Statement[], rules: VoteRules): Due {
  const said = supporters.flatMap((statement) => {
    const words = statement.dueText;
    if (words === null || !isSaid(words, statement, rules)) return [];
    const language = rules.index.utterances[statement.evidence.positions[0] ?? 0]?.language ?? rules.index.language;
    const iso =
      dueOf(words, rules.today, language) ??
      (rules.language === null ? null : dueOf(words, rules.today, rules.language));
    return [{ iso, words, value: iso ?? withoutLead(words).toLowerCase() }];
  });
  const { value, tally } = voteValue(said.map((due) => due.value));
  const chosen = said
    .filter((due) => due.value === value)
    .sort((a, b) => a.words.length - b.words.length || compareText(a.words, b.words))[0];
  // "Friday" beside "end of the week" is no contradiction; two dates are.
  const dates = new Set(said.map(({ iso }) => iso).filter((iso) => iso !== null));
  return {
    iso: chosen?.iso ?? null,
    words: chosen === undefined ? null : withoutLead(chosen.words),
    tally: dates.size > 1 ? tally : [],
  };
}

/** "by Friday" is told as "Friday"; "before Friday" says something else and stays whole. */
const withoutLead = (words: string): string => words.replace(/^(?:by|on|at|for|no later than|bis) (?=.)/i, '');

const DUE_REACH = 2;

/** Whether every word and number of a due date was said near the task: else it is the model's own. */
function isSaid(words: string, { evidence }: Statement, { index }: VoteRules): boolean {
  const places = index.around(evidence.positions, DUE_REACH);
  const letters = [...contentStems(words)].filter((stem) => !/\d/.test(stem));
  return (
    letters.every((stem) =>
      places.some((place) => index.stemsAt(place).has(stem) || saysWord(index.textAt(place), stem)),
    ) &&
    quantitiesOf(words, index.language).every((number) =>
      places.some((place) => isHeard(number, index.numbersAt(place))),
    )
  );
}

/** Words that carry no meaning elsewhere name a day here: "next", "this", "second". */
const saysWord = (text: string, stem: string): boolean => text.toLowerCase().includes(stem);

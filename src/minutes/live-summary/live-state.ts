import { estimateTokens } from '../prompting/index.ts';

/** One line of the summary while people talk. `id` is "p1", "q1", "a1", … and never used twice. */
export interface LiveItem {
  readonly id: string;
  readonly text: string;
  /** Utterance ids, never empty. */
  readonly evidence: readonly string[];
}

export interface LiveAction extends LiveItem {
  /** Display name of somebody who speaks here, or null. */
  readonly owner: string | null;
}

/** What a meeting is about so far. A draft by its type: the minutes take its place. */
export interface LiveSummary {
  readonly isDraft: true;
  /** local: quotes chosen without a model. */
  readonly source: 'local' | 'model';
  /** What is talked about now; null at the beginning. */
  readonly topic: string | null;
  readonly points: readonly LiveItem[];
  readonly openQuestions: readonly LiveItem[];
  readonly actions: readonly LiveAction[];
  /** How many ids were given out so far. */
  readonly idsGiven: number;
}

export const EMPTY_LIVE_SUMMARY: LiveSummary = {
  isDraft: true,
  source: 'model',
  topic: null,
  points: [],
  openQuestions: [],
  actions: [],
  idsGiven: 0,
};

/** research/minutes.md 2.7: the state goes into every call, so it must stay small. */
const MOST_TOKENS = 400;
const MOST_POINTS = 8;
const MOST_QUESTIONS = 5;
const MOST_ACTIONS = 8;

/** The newest items that fit into 400 tokens; the longest list loses its oldest item first. */
export function boundedLiveSummary(state: LiveSummary): LiveSummary {
  let bounded: LiveSummary = {
    ...state,
    points: state.points.slice(-MOST_POINTS),
    openQuestions: state.openQuestions.slice(-MOST_QUESTIONS),
    actions: state.actions.slice(-MOST_ACTIONS),
  };
  while (itemCount(bounded) > 0 && estimateTokens(stateLine(bounded)) > MOST_TOKENS) bounded = withoutOldest(bounded);
  return bounded;
}

const itemCount = ({ points, openQuestions, actions }: LiveSummary): number =>
  points.length + openQuestions.length + actions.length;

/** Points go before questions and questions before actions where lists are equally long. */
function withoutOldest(state: LiveSummary): LiveSummary {
  const { points, openQuestions, actions } = state;
  if (points.length >= openQuestions.length && points.length >= actions.length)
    return { ...state, points: points.slice(1) };
  if (openQuestions.length >= actions.length) return { ...state, openQuestions: openQuestions.slice(1) };
  return { ...state, actions: actions.slice(1) };
}

/** The state as the model sees it: ids and words, no evidence. */
export function stateLine({ topic, points, openQuestions, actions }: LiveSummary): string {
  const short = ({ id, text }: LiveItem): { readonly id: string; readonly text: string } => ({ id, text });
  return JSON.stringify({
    topic,
    points: points.map(short),
    questions: openQuestions.map(short),
    actions: actions.map((action) => ({ ...short(action), owner: action.owner })),
  });
}

import type { DraftItem, LiveDraft } from '../../domain/live-draft.ts';
import { estimateTokens } from '../prompting/index.ts';

export const EMPTY_LIVE_SUMMARY: LiveDraft = {
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
export function boundedLiveSummary(state: LiveDraft): LiveDraft {
  let bounded: LiveDraft = {
    ...state,
    points: state.points.slice(-MOST_POINTS),
    openQuestions: state.openQuestions.slice(-MOST_QUESTIONS),
    actions: state.actions.slice(-MOST_ACTIONS),
  };
  while (itemCount(bounded) > 0 && estimateTokens(stateLine(bounded)) > MOST_TOKENS) bounded = withoutOldest(bounded);
  return bounded;
}

const itemCount = ({ points, openQuestions, actions }: LiveDraft): number =>
  points.length + openQuestions.length + actions.length;

/** Points go before questions and questions before actions where lists are equally long. */
function withoutOldest(state: LiveDraft): LiveDraft {
  const { points, openQuestions, actions } = state;
  if (points.length >= openQuestions.length && points.length >= actions.length)
    return { ...state, points: points.slice(1) };
  if (openQuestions.length >= actions.length) return { ...state, openQuestions: openQuestions.slice(1) };
  return { ...state, actions: actions.slice(1) };
}

/** The state as the model sees it: ids and words, no evidence. */
export function stateLine({ topic, points, openQuestions, actions }: LiveDraft): string {
  const short = ({ id, text }: DraftItem): { readonly id: string; readonly text: string } => ({ id, text });
  return JSON.stringify({
    topic,
    points: points.map(short),
    questions: openQuestions.map(short),
    actions: actions.map((action) => ({ ...short(action), owner: action.owner })),
  });
}

// Words of moods in meetings, chosen by hand for this product (no list was taken over). Only words whose mood hardly depends on the matter:
// "problem" and "risk" are daily bread of a meeting and say nothing about how people feel, "budget cut" is a fact.
const POSITIVE = `
  glad happy pleased delighted excited exciting proud relieved thrilled grateful thankful appreciate appreciated appreciates love loved loves
  loving enjoy enjoyed enjoying fun awesome amazing fantastic excellent brilliant wonderful superb perfect perfectly great terrific nice lovely
  impressive impressed outstanding beautiful beautifully congratulations congrats cheers hooray kudos praise praised success successful
  successfully succeeded win wins won winning improved improvement improvements smooth smoothly helpful reliable promising optimistic confident
  comfortable satisfied satisfying encouraging encouraged hopeful celebrate celebrated celebrating solved agree agreed enthusiastic
  motivated motivating inspiring inspired efficient effortless pleasant pleasure delightful cool well-done neat gorgeous bravo fortunate
  fortunately luckily thank thanks
`;
const NEGATIVE = `
  angry annoyed annoying upset frustrated frustrating frustration disappointed disappointing disappointment unhappy sad worried worrying
  worry worries afraid fear scared scary nervous anxious anxiety stressed stressful stress exhausted exhausting tired overwhelmed overworked
  burnout hate hated hates hating awful terrible horrible horrific dreadful disaster disastrous catastrophe catastrophic nightmare mess messy
  chaos chaotic ugly useless pointless hopeless ridiculous stupid nonsense rubbish garbage crap crappy sucks sucked lousy pathetic embarrassing
  embarrassed ashamed unfair unacceptable outrageous insulting insulted rude hostile furious mad blame blamed blaming fault complain complained
  complaining complaints fail failed failing fails failure failures failed broken collapse collapsed unreliable painful pain struggle struggled
  struggling suffer suffered suffering stuck hopelessly unfortunately regret regrets sorry concerned concerning confusing confused wrong bad
  badly worse worst poor poorly disagree disagreed conflict argue argued arguing fight fighting shame disgusting waste wasted bitter resent
`;
const NEGATION =
  "not no never none nobody nothing neither nor without hardly barely isn't wasn't aren't weren't don't doesn't didn't can't couldn't won't wouldn't shouldn't haven't hasn't hadn't cannot ain't";

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words that sound glad. */
export const positiveWords = setOf(POSITIVE);
/** Words that sound troubled. */
export const negativeWords = setOf(NEGATIVE);
/** Words that turn what follows. */
export const negations = setOf(NEGATION);

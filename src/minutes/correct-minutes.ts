import type { ActionItem, Claim, Minutes } from '../domain/minutes.ts';

/**
 * The minutes with `correct` applied to every text that people read. Ids, evidence, votes, dates and what the seats said word by word
 * (`support.variants`) stay, and so do the names of speakers, which are not heard but known.
 */
export function correctMinutes(minutes: Minutes, correct: (text: string) => string): Minutes {
  const claims = (list: readonly Claim[]): Claim[] => list.map((claim) => ({ ...claim, text: correct(claim.text) }));
  const { speakerInsights, sections, chapters, conflicts } = minutes;
  const speakers = new Set(speakerInsights.map(({ name }) => name));
  return {
    ...minutes,
    title: correct(minutes.title),
    summary: correct(minutes.summary),
    summaryClaims: claims(minutes.summaryClaims),
    keyPoints: claims(minutes.keyPoints),
    decisions: claims(minutes.decisions),
    actionItems: minutes.actionItems.map((item) => correctItem(item, correct, speakers)),
    openQuestions: claims(minutes.openQuestions),
    conclusion: correct(minutes.conclusion),
    speakerInsights: speakerInsights.map((insight) => ({ ...insight, insights: claims(insight.insights) })),
    chapters: chapters.map((chapter) => ({ ...chapter, title: correct(chapter.title) })),
    sections: sections.map((section) => ({ ...section, claims: claims(section.claims) })),
    conflicts: conflicts.map((conflict) => ({
      ...conflict,
      text: correct(conflict.text),
      values: conflict.values.map((value) => ({ ...value, value: correct(value.value) })),
    })),
  };
}

function correctItem(item: ActionItem, correct: (text: string) => string, speakers: ReadonlySet<string>): ActionItem {
  const { owner, dueText } = item;
  return {
    ...item,
    task: correct(item.task),
    owner: owner === null || speakers.has(owner) ? owner : correct(owner),
    dueText: dueText === null ? null : correct(dueText),
  };
}

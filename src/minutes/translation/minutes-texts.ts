import type { Claim, Minutes } from '../../domain/minutes.ts';

/** One text of the minutes and where it stands: "title", "keyPoints.2", "sections.0.claims.1". */
export interface IdentifiedText {
  readonly id: string;
  readonly text: string;
}

type Change = (id: string, text: string) => string;

/**
 * The minutes with every text that people read replaced. What was spoken stays as it was: names, `dueText`, variants, quotes of the
 * transcript; so do ids, votes, times and numbers of seats.
 */
export function mapTexts(minutes: Minutes, change: Change): Minutes {
  return {
    ...minutes,
    title: change('title', minutes.title),
    label: change('label', minutes.label),
    summary: change('summary', minutes.summary),
    conclusion: change('conclusion', minutes.conclusion),
    summaryClaims: mapClaims('summaryClaims', minutes.summaryClaims, change),
    keyPoints: mapClaims('keyPoints', minutes.keyPoints, change),
    decisions: mapClaims('decisions', minutes.decisions, change),
    openQuestions: mapClaims('openQuestions', minutes.openQuestions, change),
    actionItems: minutes.actionItems.map((item, index) => ({
      ...item,
      task: change(`actionItems.${index}`, item.task),
    })),
    speakerInsights: minutes.speakerInsights.map((speaker, index) => ({
      ...speaker,
      insights: mapClaims(`speakerInsights.${index}`, speaker.insights, change),
    })),
    chapters: minutes.chapters.map((chapter, index) => ({
      ...chapter,
      title: change(`chapters.${index}`, chapter.title),
    })),
    sections: minutes.sections.map((section, index) => ({
      ...section,
      title: change(`sections.${index}`, section.title),
      claims: mapClaims(`sections.${index}.claims`, section.claims, change),
    })),
    conflicts: minutes.conflicts.map((conflict, index) => ({
      ...conflict,
      text: change(`conflicts.${index}`, conflict.text),
    })),
    notices: minutes.notices.map((notice, index) => change(`notices.${index}`, notice)),
  };
}

function mapClaims(id: string, claims: readonly Claim[], change: Change): readonly Claim[] {
  return claims.map((claim, index) => ({ ...claim, text: change(`${id}.${index}`, claim.text) }));
}

/** All texts that hold words, in the order of the minutes. */
export function textsOf(minutes: Minutes): readonly IdentifiedText[] {
  const texts: IdentifiedText[] = [];
  mapTexts(minutes, (id, text) => {
    if (/\p{L}/u.test(text)) texts.push({ id, text });
    return text;
  });
  return texts;
}

/** Names of people in the minutes: they stay as they are spelt. */
export function namesIn({ speakerInsights, actionItems, keyPoints, decisions }: Minutes): ReadonlySet<string> {
  const names = [
    ...speakerInsights.map(({ name }) => name),
    ...actionItems.map(({ owner }) => owner),
    ...[...keyPoints, ...decisions].map(({ speaker }) => speaker),
  ];
  return new Set(names.filter((name): name is string => name !== null && name !== ''));
}

/**
 * What one draft may hold at most. Real answers stay far below; an answer that goes on for ever must not slow the vote down.
 * Lengths are in UTF-16 code units.
 */
export const draftLimits = {
  answerLength: 1_000_000,
  textLength: 600,
  titleLength: 120,
  nameLength: 80,
  evidence: 16,
  faults: 20,
  summary: 40,
  keyPoints: 20,
  decisions: 60,
  actions: 80,
  questions: 60,
  speakers: 60,
  insights: 8,
  chapters: 60,
  sections: 16,
  sectionItems: 40,
  fixes: 200,
  suspects: 200,
} as const;

/** What the first sample of a feed tells the scripted stream child to do. */
export const streamCues = {
  /** Another word. */
  speak: 0.125,
  die: 0.25,
  fail: 0.375,
  hang: 0.5,
  /** Answers with other words than stood before. */
  takeBack: 0.625,
} as const;

export type StreamCue = keyof typeof streamCues;

/** What it says, a word a feed: each stands once the next one has begun. */
export const streamWords = ['Good', 'morning', 'everyone.', 'Shall', 'we', 'begin?'] as const;

/** The name of a model that takes whole chunks only. */
export const MODEL_WITHOUT_STREAMS = 'whole chunks only';

import { z } from 'zod';

/** whisper.cpp's server calls tokens words; there they begin with a space where a word begins. */
const wordSchema = z.object({
  word: z.string(),
  start: z.number(),
  end: z.number(),
  probability: z.number().nullish(),
});

const segmentSchema = z.object({
  text: z.string(),
  start: z.number(),
  end: z.number(),
  avg_logprob: z.number().nullish(),
  no_speech_prob: z.number().nullish(),
  words: z.array(wordSchema).nullish(),
});

/** The part of "verbose_json" that is needed, of every dialect. OpenAI's words stand beside the segments, others' inside. */
export const answerSchema = z.object({
  language: z.string().nullish(),
  detected_language_probability: z.number().nullish(),
  text: z.string().nullish(),
  segments: z.array(segmentSchema).nullish(),
  words: z.array(wordSchema).nullish(),
});

export type EngineAnswer = z.infer<typeof answerSchema>;
export type EngineSegment = z.infer<typeof segmentSchema>;
export type EngineWord = z.infer<typeof wordSchema>;

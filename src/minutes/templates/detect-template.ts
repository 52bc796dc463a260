import type { Transcript } from '../../domain/transcript.ts';
import { AUTO_TEMPLATE, findTemplate, templates } from './find-template.ts';
import { general } from './general.ts';
import type { Template } from './template.ts';

// A wrong kind hides what people look for, the general one hides nothing: one strong cue is not enough, and no other kind may be close.
const LEAST_SCORE = 6;
const LEAST_LEAD = 1.5;
const TITLE_SCORE = 6;
/** The same phrase again and again is still one sign. */
const MOST_OF_ONE_PHRASE = 2;
/** A long meeting holds a few of any words by chance: the bar rises by itself every so many words. */
const WORDS_PER_BAR = 4_000;

/** The kind of meeting that words and title give away, and "general" unless they clearly do. */
export function detectTemplate(transcript: Transcript, title: string): Template {
  const said = spaced(transcript.utterances.map(({ text }) => text).join(' '));
  const heading = spaced(title);
  const bar = LEAST_SCORE * Math.max(1, Math.sqrt(said.split(' ').length / WORDS_PER_BAR));
  const [best, second] = templates
    .filter((template) => fits(template, transcript))
    .map((template) => ({ template, score: scoreOf(template, said, heading, bar) }))
    .toSorted((a, b) => b.score - a.score);
  if (best === undefined || best.score < bar) return general;
  return best.score >= LEAST_LEAD * (second?.score ?? 0) ? best.template : general;
}

/** The template that was asked for; "auto" and what nobody knows any more are found out. */
export function resolveTemplate(id: string, transcript: Transcript, title: string): Template {
  const known = id === AUTO_TEMPLATE ? null : findTemplate(id);
  return known ?? detectTemplate(transcript, title);
}

function fits({ speakers: range }: Template, { speakers }: Transcript): boolean {
  if (range === null || speakers === null) return true;
  return speakers.length >= range.least && speakers.length <= range.most;
}

function scoreOf({ cues, titleCues }: Template, said: string, heading: string, bar: number): number {
  const fromTitle = titleCues.some((phrase) => heading.includes(spaced(phrase))) ? Math.max(bar, TITLE_SCORE) : 0;
  const hits = cues.flatMap(({ weight, phrases }) =>
    phrases.map((phrase) => weight * Math.min(MOST_OF_ONE_PHRASE, timesIn(said, spaced(phrase)))),
  );
  return hits.reduce((sum, hit) => sum + hit, fromTitle);
}

function timesIn(text: string, phrase: string): number {
  let times = 0;
  for (let at = text.indexOf(phrase); at >= 0 && times < MOST_OF_ONE_PHRASE; at = text.indexOf(phrase, at + 1))
    times += 1;
  return times;
}

/** Words in lower case with one space around each, so that whole words can be found by plain search. */
function spaced(text: string): string {
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}]+(?:['&:-][\p{L}\p{N}]+)*/gu) ?? [];
  return ` ${words.join(' ')} `;
}

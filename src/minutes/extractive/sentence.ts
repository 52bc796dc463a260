import type { Transcript, Utterance } from '../../domain/transcript.ts';
import { type Span, splitSentences } from './split-sentences.ts';
import { isContentWord, wordsOf } from './words.ts';

/** One sentence as it was said, the unit that is quoted. */
export interface Sentence {
  /** Place in the meeting, counted in sentences. */
  readonly index: number;
  /** Verbatim; a sentence that runs over several utterances joins them with one space. */
  readonly text: string;
  /** The text with straight apostrophes, the same length; what the rules read. */
  readonly plain: string;
  readonly utteranceIds: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker: string;
  /** Name of the speaker, or null when nobody can tell who spoke. */
  readonly name: string | null;
  /** Counts changes of speaker; without known speakers every passage is a turn of its own. */
  readonly turn: number;
  readonly wordCount: number;
  readonly contentWords: ReadonlySet<string>;
}

// A sentence goes on in the next utterance when the speaker only took a breath and had not ended it.
const BREATH_MS = 1_500;
const LONGEST_PASSAGE_CHARACTERS = 600;
const ENDED = /[.?!…。！？।؟]["'”’)\]]*\s*$/u;

/** Utterances that belong together, with the place of each in the joined text. */
interface Passage {
  readonly utterances: readonly Utterance[];
  readonly spans: readonly Span[];
  readonly text: string;
}

/** All sentences of a meeting in order of time. */
export function sentencesOf(transcript: Transcript): readonly Sentence[] {
  const knowsSpeakers = transcript.speakers !== null;
  const sentences: Sentence[] = [];
  let turn = -1;
  let lastSpeaker: string | null = null;
  for (const passage of passagesOf(transcript.utterances)) {
    const spans = splitSentences(passage.text);
    // Who said nothing that can be read had no turn.
    if (spans.length === 0) continue;
    const speaker = passage.utterances[0]?.speaker ?? '';
    if (!knowsSpeakers || speaker !== lastSpeaker) turn += 1;
    lastSpeaker = speaker;
    for (const span of spans) {
      sentences.push(sentenceOf(passage, span, { index: sentences.length, turn, knowsSpeakers }));
    }
  }
  return sentences;
}

function passagesOf(utterances: readonly Utterance[]): readonly Passage[] {
  const groups: Utterance[][] = [];
  let characters = 0;
  for (const utterance of utterances) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && goesOn(last, utterance) && characters < LONGEST_PASSAGE_CHARACTERS) {
      groups.at(-1)?.push(utterance);
      characters += utterance.text.length;
    } else {
      groups.push([utterance]);
      characters = utterance.text.length;
    }
  }
  return groups.map(passageOf);
}

function goesOn(last: Utterance, next: Utterance): boolean {
  return last.speaker === next.speaker && next.startMs - last.endMs <= BREATH_MS && !ENDED.test(last.text.slice(-8));
}

function passageOf(utterances: readonly Utterance[]): Passage {
  const spans: Span[] = [];
  let end = -1;
  for (const utterance of utterances) {
    const start = end + 1;
    end = start + utterance.text.length;
    spans.push({ start, end });
  }
  return { utterances, spans, text: utterances.map((utterance) => utterance.text).join(' ') };
}

function sentenceOf(
  passage: Passage,
  span: Span,
  place: { readonly index: number; readonly turn: number; readonly knowsSpeakers: boolean },
): Sentence {
  const text = passage.text.slice(span.start, span.end);
  const sources = passage.utterances.filter((_, index) => touches(passage.spans[index], span));
  const words = wordsOf(text);
  return {
    index: place.index,
    turn: place.turn,
    text,
    plain: text.replaceAll('’', "'"),
    utteranceIds: sources.map((utterance) => utterance.id),
    startMs: sources[0]?.startMs ?? 0,
    endMs: sources.at(-1)?.endMs ?? 0,
    speaker: sources[0]?.speaker ?? '',
    name: place.knowsSpeakers ? (sources[0]?.name ?? null) : null,
    wordCount: words.length,
    contentWords: new Set(words.filter(isContentWord)),
  };
}

const touches = (part: Span | undefined, span: Span): boolean =>
  part !== undefined && part.start < span.end && span.start < part.end;

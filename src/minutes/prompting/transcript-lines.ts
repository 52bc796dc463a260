import type { Utterance } from '../../domain/transcript.ts';
import { oneLine } from './one-line.ts';
import { labelOf, type Roster } from './roster.ts';

/** `s12|S2|03:15|text` */
function transcriptLine({ id, speaker, startMs, text }: Utterance, roster: Roster): string {
  return `${id}|${labelOf(roster, speaker)}|${momentOf(startMs)}|${oneLine(text)}`;
}

/** One line per utterance, in order; backchannels are left out, their ids are never used again. */
export function transcriptLines(utterances: readonly Utterance[], roster: Roster): readonly string[] {
  return withoutBackchannels(utterances).map((utterance) => transcriptLine(utterance, roster));
}

/** Meeting time as "03:15" or "1:03:15". */
function momentOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return [...(hours > 0 ? [String(hours)] : []), two(minutes), two(rest)].join(':');
}

const two = (value: number): string => String(value).padStart(2, '0');

// Sounds of listening in English, German, French, Spanish. They say nothing unless they answer a question.
const NOISE = /^(?:m+|mhm|m+-?h+m+|u+h|u+m|uh-?huh|h+m+|e+r+m?|ä+h*m*|ö+h*|e+uh|e+h|aha|ah|oh|hein)$/i;
// Words that agree. In the middle of somebody else's sentence they only mean "go on"; anywhere else they may accept a task.
const ASSENT =
  /^(?:yeah|yes|yep|yup|ok|okay|right|sure|exactly|ja|genau|klar|stimmt|gut|oui|ouais|d'accord|voilà|sí|si|vale|claro|ya)$/i;
const MOST_WORDS = 2;
const ASKS = /[?？؟]["'”’)\]]*\s*$/u;
const ENDS = /[.?!…。！？؟]["'”’)\]]*\s*$/u;

/** Drops "mm-hmm" and "yeah" of listeners: a quarter of the tokens of lively talk, and nothing that could be a claim or an answer. */
function withoutBackchannels(utterances: readonly Utterance[]): readonly Utterance[] {
  return utterances.filter((utterance, index) => {
    const before = utterances[index - 1];
    return before === undefined || !isBackchannel(utterance, before, utterances[index + 1]);
  });
}

function isBackchannel({ text, speaker }: Utterance, before: Utterance, after: Utterance | undefined): boolean {
  if (text.length > 24) return false;
  const words = text.split(/[\s,.!…]+/u).filter((word) => word !== '');
  if (words.length > MOST_WORDS || ASKS.test(before.text)) return false;
  if (words.every((word) => NOISE.test(word))) return true;
  const interrupts = before.speaker === after?.speaker && before.speaker !== speaker && !ENDS.test(before.text);
  return interrupts && words.every((word) => NOISE.test(word) || ASSENT.test(word));
}

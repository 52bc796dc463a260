import type { TranscribedWord } from '../../ports/transcriber.ts';
import { mean } from './mean.ts';
import type { NativeSegment } from './native-engine.ts';

export type NativeToken = NativeSegment['tokens'][number];

/** Tokens that make whole characters, and where their text begins in the segment. */
interface Piece {
  readonly start: number;
  readonly tokens: NativeToken[];
}

interface TokenText {
  readonly text: string;
  readonly tokens: readonly NativeToken[];
}

/** What stands for bytes that are no whole character. */
const BROKEN = '\uFFFD';
/** Scripts without spaces between the words: every piece is a word. */
const UNSPACED =
  /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]/u;

/** Words with times in ms as whisper.cpp tells them, not yet clamped. Together they are the whole `text` of the segment. */
export function toWords(text: string, tokens: readonly NativeToken[]): readonly TranscribedWord[] {
  const words: TokenText[] = [];
  for (const piece of withText(text, toPieces(text, tokens))) {
    const last = words.at(-1);
    if (!last || startsWord(piece.text)) words.push(piece);
    else words[words.length - 1] = { text: last.text + piece.text, tokens: [...last.tokens, ...piece.tokens] };
  }
  return words.map(toWord).filter((word) => word.text !== '');
}

const startsWord = (text: string): boolean => /^\s/.test(text) || UNSPACED.test(text);

function toWord({ text, tokens }: TokenText): TranscribedWord {
  return {
    text: text.trim(),
    startMs: tokens[0]?.from ?? 0,
    endMs: tokens.at(-1)?.to ?? 0,
    confidence: mean(tokens.map((token) => token.p)),
  };
}

/** The pieces tile the text: each one goes on to where the next begins. */
function withText(text: string, pieces: readonly Piece[]): readonly TokenText[] {
  return pieces.map(({ start, tokens }, index) => ({
    text: text.slice(index === 0 ? 0 : start, pieces[index + 1]?.start),
    tokens,
  }));
}

/** A character may be split over tokens. Those form one piece, up to the next token that is found in the text as it is. */
function toPieces(text: string, tokens: readonly NativeToken[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let split: Piece | null = null;
  let end = 0;
  for (const token of tokens) {
    const start = token.text.includes(BROKEN) ? -1 : text.indexOf(token.text, end + leastLength(split));
    if (start >= 0) {
      pieces.push({ start, tokens: [token] });
      end = start + token.text.length;
      split = null;
    } else if (split) split.tokens.push(token);
    else {
      split = { start: end, tokens: [token] };
      pieces.push(split);
    }
  }
  return pieces;
}

/** Characters that a split piece has at least: the whole ones in its tokens and one that was broken. */
function leastLength(split: Piece | null): number {
  if (!split) return 0;
  return 1 + split.tokens.reduce((sum, token) => sum + token.text.replaceAll(BROKEN, '').length, 0);
}

/**
 * Tokens that a text has at most, or nearly so. Whisper's byte-level BPE needs about one token for four English letters and, where it knows
 * nothing better, one for every byte; names are the words it knows least. So: one for two ASCII letters, one for every digit and sign, two
 * for three bytes of any other script.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(/[A-Za-z]+|[^A-Za-z]/gu)) tokens += tokensOf(piece);
  return Math.ceil(tokens);
}

function tokensOf(piece: string): number {
  if (/[A-Za-z]/.test(piece)) return Math.ceil(piece.length / 2);
  if (piece === ' ') return 0; // belongs to the token that follows
  return piece <= '\x7f' ? 1 : (Buffer.byteLength(piece) * 2) / 3;
}

/** Far more than any answer that was asked for. */
const LONGEST_BODY_BYTES = 2_097_152;

export interface Body {
  readonly text: string;
  /** broken: the connection ended before its time; endless: more came than anybody needs. */
  readonly state: 'whole' | 'broken' | 'endless';
}

/** The body of an answer, or what came of it. An abort is the caller's to notice. */
export async function readBody({ body }: Response): Promise<Body> {
  const parts: Uint8Array[] = [];
  const text = (): string => new TextDecoder().decode(Buffer.concat(parts));
  let bytes = 0;
  try {
    for await (const part of body ?? []) {
      bytes += part.length;
      if (bytes > LONGEST_BODY_BYTES) return { text: '', state: 'endless' };
      parts.push(part);
    }
  } catch (error) {
    // What came before the connection broke may still hold most of an answer.
    if (parts.length === 0) throw error;
    return { text: text(), state: 'broken' };
  }
  return { text: text(), state: 'whole' };
}

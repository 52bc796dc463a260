/** whisper.cpp's stub for tests, taken apart: everything of a model but its tensors. */
export interface StubModel {
  readonly vocabularySize: number;
  readonly audioContext: number;
  readonly textContext: number;
  /** Texts by token id; the bytes of some are no UTF-8. */
  readonly vocabulary: readonly string[];
  /** The same for a model of another size, with 16-bit weights. */
  withSize(size: { readonly state: number; readonly heads: number; readonly layers: number }): Buffer;
}

/** Numbers of the header after the magic one ("hparams" in whisper.cpp). */
const AT = {
  vocabulary: 4,
  audioContext: 8,
  audioState: 12,
  audioHeads: 16,
  audioLayers: 20,
  textContext: 24,
  textState: 28,
  textHeads: 32,
  textLayers: 36,
  type: 44,
} as const;
const HEADER_BYTES = 48;
const HALF_PRECISION = 1;

export function readStub(bytes: Buffer): StubModel {
  return {
    vocabularySize: bytes.readInt32LE(AT.vocabulary),
    audioContext: bytes.readInt32LE(AT.audioContext),
    textContext: bytes.readInt32LE(AT.textContext),
    vocabulary: readVocabulary(bytes),
    withSize: ({ state, heads, layers }) => {
      const copy = Buffer.from(bytes);
      for (const at of [AT.audioState, AT.textState]) copy.writeInt32LE(state, at);
      for (const at of [AT.audioHeads, AT.textHeads]) copy.writeInt32LE(heads, at);
      for (const at of [AT.audioLayers, AT.textLayers]) copy.writeInt32LE(layers, at);
      copy.writeInt32LE(HALF_PRECISION, AT.type);
      return copy;
    },
  };
}

/** Behind the mel filters: a count, then each text with its length before it. */
function readVocabulary(bytes: Buffer): string[] {
  const filters = bytes.readInt32LE(HEADER_BYTES) * bytes.readInt32LE(HEADER_BYTES + 4);
  let at = HEADER_BYTES + 8 + filters * Float32Array.BYTES_PER_ELEMENT;
  const count = bytes.readInt32LE(at);
  at += 4;
  return Array.from({ length: count }, () => {
    const length = bytes.readInt32LE(at);
    const text = bytes.toString('utf8', at + 4, at + 4 + length);
    at += 4 + length;
    return text;
  });
}

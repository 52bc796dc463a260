import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { shared } from '../shared.ts';
import { randomWeights, toHalves } from './random-weights.ts';
import { readStub, type StubModel } from './stub-model.ts';
import { TensorWriter } from './tensor-writer.ts';

/** Sizes of OpenAI's models: state, heads and layers of encoder and decoder alike. */
const MODEL_SIZES = {
  tiny: { state: 384, heads: 6, layers: 4 },
  base: { state: 512, heads: 8, layers: 6 },
} as const;
export type ModelSize = keyof typeof MODEL_SIZES;

export interface RandomModel {
  readonly path: string;
  /** What it says to everything. */
  readonly text: string;
}

/** Ids of the multilingual vocabulary (whisper_vocab in whisper.cpp). */
const END_OF_TEXT = 50_257;
const TRANSCRIBE = 50_359;
const FIRST_TIMESTAMP = 50_364;
const TIMESTAMPS_PER_SECOND = 50;
/** Positions of start, language and task; what the model says comes after them. */
const PROMPT_TOKENS = 3;
const FEATURES = 80;
/** Loud enough beside a token's own embedding that nothing else is ever the likeliest. */
const SURE = 8;
/** Where times are switched off the end must still be the likeliest of what remains. */
const SECOND = 6;

/**
 * A Whisper of a real size with weights by chance, which costs what a real one costs and says the same `words` words to every chunk of
 * `chunkSeconds`: the decoder's layers give nothing, so the positional embedding alone tells which token is next.
 */
export function writeRandomModel(
  size: ModelSize,
  path: string,
  { words, chunkSeconds }: { readonly words: number; readonly chunkSeconds: number },
): RandomModel {
  const stub = readStub(readFileSync(shared('models', 'for-tests-ggml-tiny.bin')));
  const tokens = sayable(stub, words);
  const file = openSync(path, 'w');
  try {
    writeSync(file, stub.withSize(MODEL_SIZES[size]));
    const writer = new TensorWriter(file);
    writeEncoder(writer, stub, size);
    writeDecoder(writer, stub, size, planOf(tokens, chunkSeconds));
  } finally {
    closeSync(file);
  }
  return {
    path,
    text: tokens
      .map((id) => stub.vocabulary[id] ?? '')
      .join('')
      .trim(),
  };
}

/** Tokens that are a whole word of letters each. */
function sayable({ vocabulary }: StubModel, count: number): number[] {
  const ids = vocabulary.flatMap((token, id) => (id > 1_000 && /^ [a-z]{4,8}$/.test(token) ? [id] : []));
  return ids.slice(0, count);
}

type Likely = readonly (readonly [token: number, weight: number])[];

/** What is likely after each position, by position. */
function planOf(tokens: readonly number[], chunkSeconds: number): (position: number) => Likely {
  const end = PROMPT_TOKENS + tokens.length;
  return (position) => {
    if (position === 0) return [[tokens[0] ?? END_OF_TEXT, SURE]];
    if (position === 1) return [[TRANSCRIBE, SURE]];
    if (position < PROMPT_TOKENS) return [[FIRST_TIMESTAMP, SURE]];
    if (position < end) return [[tokens[position - PROMPT_TOKENS] ?? END_OF_TEXT, SURE]];
    const last = FIRST_TIMESTAMP + chunkSeconds * TIMESTAMPS_PER_SECOND;
    return position === end
      ? [
          [last, SURE],
          [END_OF_TEXT, SECOND],
        ]
      : [[END_OF_TEXT, SURE]];
  };
}

function writeEncoder(writer: TensorWriter, stub: StubModel, size: ModelSize): void {
  const { state, layers } = MODEL_SIZES[size];
  writer.floats(
    'encoder.positional_embedding',
    [stub.audioContext, state],
    randomWeights(0.5, stub.audioContext * state),
  );
  writer.random('encoder.conv1.weight', [state, FEATURES, 3]);
  writer.zeros('encoder.conv1.bias', [state, 1]);
  writer.random('encoder.conv2.weight', [state, state, 3]);
  writer.zeros('encoder.conv2.bias', [state, 1]);
  writer.norm('encoder.ln_post', state);
  for (let layer = 0; layer < layers; layer++) {
    const block = `encoder.blocks.${layer}`;
    writer.attention(`${block}.attn`, state, 'speaks');
    writer.mlp(block, state, 'speaks');
  }
}

function writeDecoder(
  writer: TensorWriter,
  stub: StubModel,
  size: ModelSize,
  plan: (position: number) => Likely,
): void {
  const { state, layers } = MODEL_SIZES[size];
  const tokens = stub.vocabularySize;
  const embedding = randomWeights(1 / Math.sqrt(state), tokens * state);
  const positions = Float32Array.from(randomWeights(0.01, stub.textContext * state));
  for (let position = 0; position < stub.textContext; position++)
    for (const [token, weight] of plan(position))
      for (let at = 0; at < state; at++)
        positions[position * state + at] =
          (positions[position * state + at] ?? 0) + (embedding[token * state + at] ?? 0) * weight;
  writer.floats('decoder.positional_embedding', [stub.textContext, state], positions);
  writer.halves('decoder.token_embedding.weight', [tokens, state], toHalves(embedding));
  writer.norm('decoder.ln', state);
  for (let layer = 0; layer < layers; layer++) {
    const block = `decoder.blocks.${layer}`;
    writer.attention(`${block}.attn`, state, 'silent');
    writer.attention(`${block}.cross_attn`, state, 'silent');
    writer.mlp(block, state, 'silent');
  }
}

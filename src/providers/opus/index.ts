export { encodeOpus } from './encode-opus.ts';
export { createOpusDecoder, type OpusDecoderOptions } from './opus-decoder.ts';

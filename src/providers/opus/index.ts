export { createOpusDecoder, type OpusDecoderOptions } from './opus-decoder.ts';

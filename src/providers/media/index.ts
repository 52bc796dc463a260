export { createFfmpegDecoder, type FfmpegDecoderOptions } from './ffmpeg-decoder.ts';

export { type ChunkerOptions, LIVE_CHUNKS, RECORDING_CHUNKS, type Span } from './chunker.ts';
export { detectSpans } from './detect-spans.ts';
export { LiveListener } from './live-listener.ts';
export { WindowPacker } from './window-packer.ts';

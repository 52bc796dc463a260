export type { EngineKind, HttpEngineHost } from './engine-host.ts';
export { createHttpTranscriber, type HttpTranscriberOptions } from './http-transcriber.ts';
export { parseHosts } from './parse-hosts.ts';
export type { TranscriptionUsage } from './usage.ts';

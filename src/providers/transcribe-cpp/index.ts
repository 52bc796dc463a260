export { createCppTranscriber } from './cpp-transcriber.ts';
export { modelFamily } from './model-family.ts';

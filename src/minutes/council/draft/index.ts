export { cleanLine } from './clean-line.ts';
export { draftLimits } from './draft-limits.ts';
export { DRAFT_SCHEMA_VERSION, draftJsonSchema } from './draft-schema.ts';
export { jsonOfAnswer } from './json-of-answer.ts';
export { type ParsedDraft, parseDraft } from './parse-draft.ts';

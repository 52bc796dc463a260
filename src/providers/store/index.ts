export type { ProviderLimits } from './rate-rules.ts';
export { createSqliteDraftStore } from './sqlite-draft-store.ts';
export { createSqliteMeetingStore } from './sqlite-meeting-store.ts';
export { createSqliteModelMemory } from './sqlite-model-memory.ts';
export { createSqliteRateLimits } from './sqlite-rate-limits.ts';

export { checkSettings, readSettings } from './guild-settings-schema.ts';
export { createSqliteForgetStore } from './sqlite-forget-store.ts';
export { createSqliteGlossaryStore } from './sqlite-glossary-store.ts';
export { createSqliteGuildStore } from './sqlite-guild-store.ts';
export { createSqliteLedgerStore } from './sqlite-ledger-store.ts';
export { createSqliteLiveMeetingStore } from './sqlite-live-meeting-store.ts';
export { createSqliteMeetingStore } from './sqlite-meeting-store.ts';

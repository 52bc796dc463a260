export { createSqliteGlossaryStore } from './sqlite-glossary-store.ts';
export { createSqliteLedgerStore } from './sqlite-ledger-store.ts';
export { createSqliteMeetingStore } from './sqlite-meeting-store.ts';

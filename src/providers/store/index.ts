export { createSqliteLedgerStore } from './sqlite-ledger-store.ts';
export { createSqliteMeetingStore } from './sqlite-meeting-store.ts';

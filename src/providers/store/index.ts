export { createSqliteGlossaryStore } from './sqlite-glossary-store.ts';
export { createSqliteMeetingStore } from './sqlite-meeting-store.ts';

export { createSqliteMeetingStore } from './sqlite-meeting-store.ts';

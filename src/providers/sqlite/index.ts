export { type Database, type DatabaseOptions, openDatabase } from './database.ts';
export { sqliteFault } from './fault.ts';
export { describeProcess, formatOwner, isGone, type ProcessOwner } from './process-owner.ts';
export type { Tables } from './schema.ts';
export { markForScrub } from './scrub.ts';

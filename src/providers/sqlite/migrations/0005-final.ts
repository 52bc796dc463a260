import { type Kysely, sql } from 'kysely';

/** What the final pass tells beside the words: when each was said, and what it means in another language. */
export async function addFinalPass(kysely: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(kysely);
}

const statements = [
  'alter table chunk add column translation_json text',
  'alter table utterance add column words_json text',
  'alter table utterance add column translation_json text',
];

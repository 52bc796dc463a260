import { type Kysely, sql } from 'kysely';

/** Words of a scope and what its people corrected. The key grows with every addition, so it is the order. */
export async function createGlossary(kysely: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(kysely);
}

const statements = [
  `create table glossary_term (
    key integer primary key autoincrement,
    scope text not null,
    spelling text not null,
    term text not null,
    unique (scope, spelling)
  ) strict`,
  `create table glossary_correction (
    key integer primary key autoincrement,
    scope text not null,
    spelling text not null,
    wrong text not null,
    right text not null,
    unique (scope, spelling)
  ) strict`,
];

import { type Kysely, sql } from 'kysely';

/** Where a call is after the bot was dragged elsewhere, and where it was asked for: a restart goes on there. */
export async function addPlaces(kysely: Kysely<unknown>): Promise<void> {
  for (const column of ['call_channel_id', 'text_channel_id'])
    await sql.raw(`alter table live_meeting add column ${column} text`).execute(kysely);
}

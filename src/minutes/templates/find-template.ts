import { council } from './council.ts';
import { general } from './general.ts';
import { lecture } from './lecture.ts';
import { oneOnOne } from './one-on-one.ts';
import { planning } from './planning.ts';
import { retrospective } from './retrospective.ts';
import { sales } from './sales.ts';
import { standup } from './standup.ts';
import type { Template } from './template.ts';
import { ttrpg } from './ttrpg.ts';

/** Every kind of meeting, the one for all first. */
export const templates: readonly Template[] = [
  general,
  standup,
  oneOnOne,
  retrospective,
  planning,
  sales,
  lecture,
  ttrpg,
  council,
];

/** Asks for detection instead of naming a kind. */
export const AUTO_TEMPLATE = 'auto';

/** What people may write where a kind of meeting is asked for. */
export const templateIds: readonly string[] = [...templates.map(({ id }) => id), AUTO_TEMPLATE];

/** The template of an id, or null for an id that nobody knows ("auto" is none). */
export function findTemplate(id: string): Template | null {
  return templates.find((template) => template.id === id) ?? null;
}

import { z } from 'zod';
import { asJson, asList, asText, type Json } from '../../json.ts';
import type { FormFault } from '../refusal.ts';
import { fault } from './form.ts';

/** docs: "Embed Limits" */
const TOTAL_LENGTH = 6000;

const media = z.object({ url: z.string().max(2048) });

export const embed = z.object({
  title: z.string().max(256).nullish(),
  description: z.string().max(4096).nullish(),
  url: z.string().max(2048).nullish(),
  timestamp: z.string().nullish(),
  color: z.number().int().min(0).max(0xffffff).nullish(),
  footer: z.object({ text: z.string().max(2048) }).nullish(),
  image: media.nullish(),
  thumbnail: media.nullish(),
  author: z.object({ name: z.string().min(1).max(256) }).nullish(),
  fields: z
    .array(
      z.object({
        name: z.string().min(1).max(256),
        value: z.string().min(1).max(1024),
        inline: z.boolean().optional(),
      }),
    )
    .max(25)
    .nullish(),
});

/** All texts of all embeds of a message together. */
export function embedFaults(embeds: readonly Json[]): readonly FormFault[] {
  const length = embeds.reduce((sum, one) => sum + lengthOf(one), 0);
  if (length <= TOTAL_LENGTH) return [];
  return [fault('embeds', 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${TOTAL_LENGTH}`)];
}

function lengthOf(one: Json): number {
  const fields = asList(one['fields']).flatMap(({ name, value }) => [name, value]);
  const footer = asJson(one['footer'])['text'];
  const texts = [one['title'], one['description'], footer, asJson(one['author'])['name'], ...fields];
  return texts.reduce<number>((sum, text) => sum + asText(text).length, 0);
}

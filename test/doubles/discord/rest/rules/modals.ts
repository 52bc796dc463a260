import { z } from 'zod';
import { asList, type Json } from '../../json.ts';
import { flatComponents } from '../../world/components.ts';
import { entitySelect, stringSelect } from './components.ts';
import { checkForm, fault, refuseFaults } from './form.ts';

const customId = z.string().min(1).max(100);

const textInput = z.object({
  type: z.literal(4),
  custom_id: customId,
  style: z.union([z.literal(1), z.literal(2)]),
  label: z.string().min(1).max(45).optional(),
  min_length: z.number().int().min(0).max(4000).optional(),
  max_length: z.number().int().min(1).max(4000).optional(),
  value: z.string().max(4000).optional(),
  placeholder: z.string().max(100).optional(),
});
const upload = z.object({
  type: z.literal(19),
  custom_id: customId,
  min_values: z.number().int().min(0).max(10).optional(),
  max_values: z.number().int().min(1).max(10).optional(),
});
const group = z.looseObject({ type: z.union([21, 22, 23].map((kind) => z.literal(kind))), custom_id: customId });
const label = z.object({
  type: z.literal(18),
  label: z.string().min(1).max(45),
  description: z.string().max(100).nullish(),
  component: z.union([textInput, stringSelect, entitySelect, upload, group]),
});
const row = z.object({ type: z.literal(1), components: z.array(textInput.required({ label: true })).length(1) });
const textDisplay = z.object({ type: z.literal(10), content: z.string().min(1).max(4000) });

/** docs: "Modal", 1 to 5 components, title up to 45 characters. */
const modal = z.looseObject({
  title: z.string().min(1).max(45),
  custom_id: customId,
  components: z
    .array(z.union([label, row, textDisplay]))
    .min(1)
    .max(5),
});

/** @throws RestRefusal 50035 */
export function checkModal(data: Json): Json {
  const checked = checkForm(modal, data);
  const ids = flatComponents(asList(checked.components))
    .map(({ custom_id: id }) => id)
    .filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length)
    refuseFaults([fault('components', 'COMPONENT_CUSTOM_ID_DUPLICATED', 'A custom id stands twice')]);
  return checked;
}

import { z } from 'zod';
import { asText, type Json } from '../../json.ts';
import { flatComponents } from '../../world/components.ts';
import type { FormFault } from '../refusal.ts';
import { fault } from './form.ts';

/** docs: "Component Types" */
export const componentType = {
  ROW: 1,
  BUTTON: 2,
  STRING_SELECT: 3,
  TEXT_INPUT: 4,
  SECTION: 9,
  TEXT_DISPLAY: 10,
  THUMBNAIL: 11,
  MEDIA_GALLERY: 12,
  FILE: 13,
  SEPARATOR: 14,
  CONTAINER: 17,
  LABEL: 18,
  FILE_UPLOAD: 19,
} as const;

const customId = z.string().min(1).max(100);
const media = z.object({ url: z.string().min(1).max(2048) });
const LINK = 5;
const PREMIUM = 6;

/** docs: "Button Design Guidelines" and the table of fields. */
const button = z
  .object({
    type: z.literal(2),
    style: z.number().int().min(1).max(6),
    label: z.string().max(80).optional(),
    emoji: z.looseObject({}).optional(),
    custom_id: customId.optional(),
    url: z.string().max(512).optional(),
    sku_id: z.string().optional(),
    disabled: z.boolean().optional(),
  })
  .refine(({ style, custom_id, url, sku_id }) => {
    if (style === LINK) return url !== undefined && custom_id === undefined;
    return style === PREMIUM ? sku_id !== undefined : custom_id !== undefined && url === undefined;
  }, 'A button needs a custom id, a link button a URL')
  .refine(({ style, label, emoji }) => style === PREMIUM || Boolean(label) || emoji !== undefined, {
    message: 'A button needs a label or an emoji',
    path: ['label'],
  });

const option = z.object({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
});

const selectFields = {
  custom_id: customId,
  placeholder: z.string().max(150).optional(),
  min_values: z.number().int().min(0).max(25).optional(),
  max_values: z.number().int().min(1).max(25).optional(),
};

export const stringSelect = z.object({ type: z.literal(3), options: z.array(option).min(1).max(25), ...selectFields });
export const entitySelect = z.object({ type: z.union([5, 6, 7, 8].map((kind) => z.literal(kind))), ...selectFields });

const row = z
  .object({
    type: z.literal(1),
    components: z
      .array(z.union([button, stringSelect, entitySelect]))
      .min(1)
      .max(5),
  })
  .refine(({ components }) => components.length === 1 || components.every(({ type }) => type === 2), {
    message: 'A row holds up to five buttons or one select',
    path: ['components'],
  });

const textDisplay = z.object({ type: z.literal(10), content: z.string().min(1).max(4000) });
const thumbnail = z.object({ type: z.literal(11), media, description: z.string().max(1024).nullish() });
const section = z.object({
  type: z.literal(9),
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.union([button, thumbnail]),
});
const gallery = z.object({
  type: z.literal(12),
  items: z
    .array(z.object({ media, description: z.string().max(1024).nullish() }))
    .min(1)
    .max(10),
});
const file = z.object({ type: z.literal(13), file: z.object({ url: z.string().startsWith('attachment://') }) });
const separator = z.object({ type: z.literal(14), spacing: z.number().int().min(1).max(2).optional() });
const inContainer = z.union([row, section, textDisplay, gallery, file, separator]);
const container = z.object({
  type: z.literal(17),
  components: z.array(inContainer).min(1),
  accent_color: z.number().int().min(0).max(0xffffff).nullish(),
});

/** Without the flag: up to five rows. */
export const legacyComponents = z.array(row).max(5);
/** With IS_COMPONENTS_V2. */
export const components = z
  .array(z.union([inContainer, container]))
  .min(1)
  .max(40);

/** docs: "Component Reference", limits of a message with IS_COMPONENTS_V2. */
const COMPONENT_LIMIT = 40;
const TEXT_LIMIT = 4000;

/** What holds over all components of a message together. */
export function componentFaults(all: readonly Json[], isV2: boolean): readonly FormFault[] {
  const flat = flatComponents(all);
  const ids = flat.map((component) => component['custom_id']).filter((id) => typeof id === 'string');
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  const textLength = flat.reduce((sum, { type, content }) => sum + (type === 10 ? asText(content).length : 0), 0);
  const faults: FormFault[] = [];
  if (twice !== undefined)
    faults.push(fault('components', 'COMPONENT_CUSTOM_ID_DUPLICATED', `Custom id ${twice} stands twice`));
  if (isV2 && flat.length > COMPONENT_LIMIT)
    faults.push(
      fault('components', 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', `${flat.length} components, at most 40`),
    );
  if (isV2 && textLength > TEXT_LIMIT)
    faults.push(
      fault('components', 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', `${textLength} characters, at most 4000`),
    );
  return faults;
}

import { asJson, asList, asText, type Json } from '../json.ts';
import type { UploadedFile } from '../rest/request.ts';
import type { StoredFile } from '../world/message.ts';
import { fileJson } from '../world/render.ts';
import type { AttachedFile } from './command-data.ts';

/** Custom id of a field -> what is put in. */
export type ModalValues = Readonly<Record<string, string | readonly string[] | readonly AttachedFile[]>>;

const LABEL = 18;
const TEXT_INPUT = 4;

/** `data` of a modal's interaction. @throws Error for a field that the modal hasn't, or a required one left out */
export function modalSubmission(
  modal: Json,
  values: ModalValues,
  keep: (file: Omit<UploadedFile, 'field'>) => StoredFile,
): Json {
  const rows = asList(modal['components']);
  const known = rows.map(fieldOf).map((field) => asText(field['custom_id']));
  const odd = Object.keys(values).find((id) => !known.includes(id));
  if (odd !== undefined) throw new Error(`local Discord: the modal has no field ${odd}`);
  const attachments: Record<string, unknown> = {};
  const components = rows.map((row) => {
    const field = fieldOf(row);
    const filled = { ...fill(field, values, keep, attachments), type: field['type'], custom_id: field['custom_id'] };
    return row['type'] === LABEL ? { type: LABEL, component: filled } : { type: 1, components: [filled] };
  });
  const resolved = Object.keys(attachments).length > 0 ? { resolved: { attachments } } : {};
  return { custom_id: modal['custom_id'], components, ...resolved };
}

const fieldOf = (row: Json): Json =>
  row['type'] === LABEL ? asJson(row['component']) : (asList(row['components'])[0] ?? {});

function fill(
  field: Json,
  values: ModalValues,
  keep: (file: Omit<UploadedFile, 'field'>) => StoredFile,
  attachments: Record<string, unknown>,
): Json {
  const value = values[asText(field['custom_id'])];
  if (value === undefined && field['required'] !== false)
    throw new Error(`local Discord: field ${asText(field['custom_id'])} is required`);
  if (field['type'] === TEXT_INPUT) return { value: asText(value) };
  const ids = ([] as (string | AttachedFile)[]).concat(value ?? []).map((one) => {
    if (typeof one === 'string') return one;
    const file = keep({ contentType: 'application/octet-stream', ...one });
    attachments[file.id] = fileJson(file);
    return file.id;
  });
  return { values: ids };
}

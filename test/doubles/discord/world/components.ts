import { asJson, asList, isJson, type Json } from '../json.ts';

/** Components and everything inside them, outer ones first: rows, sections with their accessory, containers, labels. */
export function flatComponents(components: readonly Json[]): readonly Json[] {
  return components.flatMap((component) => {
    const single = [component['accessory'], component['component']].filter(isJson);
    return [component, ...flatComponents([...asList(component['components']), ...single])];
  });
}

/** The texts that components show (text displays, descriptions of media), in reading order. */
export function componentTexts(components: readonly Json[]): readonly string[] {
  return flatComponents(components).flatMap((component) => {
    const described = [component, ...asList(component['items'])].map(({ description }) => description);
    return [component['content'], ...described].filter((text) => typeof text === 'string');
  });
}

/** `attachment://` names that components and embeds refer to. */
export function attachmentReferences(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('attachment://') ? [value.slice('attachment://'.length)] : [];
  if (Array.isArray(value)) return value.flatMap(attachmentReferences);
  return isJson(value) ? Object.values(asJson(value)).flatMap(attachmentReferences) : [];
}

/**
 * What makes two ids the same model for a vote: no author or host, no date, no price tag, no name of its tuning for chat. The same
 * weights at two hosts would err alike.
 */
export function modelFamily(id: string): string {
  const name = id.trim().toLowerCase().split('/').at(-1) ?? '';
  return name
    .replace(/:[\w-]+$/, '')
    .replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4})$/, '')
    .replace(/-(?:versatile|instruct|instant|chat|it)$/, '');
}

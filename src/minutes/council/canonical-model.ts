// Routes of OpenRouter and what hosts add to the name of one and the same model.
const ROUTE = /:(?:free|beta|nitro|floor|online|extended|exacto|latest)$/;
const HOST_SUFFIX = /-(?:versatile|instant|instruct|latest|preview|it|chat)$/;
const DATE = /-(?:\d{4}-\d{2}-\d{2}|20\d{6}|\d{2}-\d{2})$/;

/**
 * The model behind a name, whoever serves it: "meta-llama/llama-3.3-70b-instruct:free" and "llama-3.3-70b-versatile" are one, and
 * so have one vote.
 */
export function canonicalModel(model: string): string {
  const base = model.trim().toLowerCase().split('/').at(-1) ?? '';
  let name = base
    .replace(ROUTE, '')
    .replaceAll(/[._]/g, '-')
    .replace(/^meta-(?=llama)/, '');
  for (let last = ''; last !== name; ) {
    last = name;
    name = name.replace(DATE, '').replace(HOST_SUFFIX, '');
  }
  return name === '' ? base : name;
}

import type { Secret } from '../domain/secret.ts';
import { redact } from '../log.ts';
import type { Check, CheckOutcome } from './check.ts';

/** Shorter ones would turn half the report into masks, and are no secrets. */
const SHORTEST_SECRET_CHARS = 6;

/** The same check; whatever a service may echo, none of `secrets` and no control character gets into its outcome. */
export function withoutSecrets(check: Check, secrets: readonly Secret[]): Check {
  const values = secrets.flatMap((secret) => secretTexts(secret.reveal()));
  const clean = (text: string): string => redact(hidden(text, values)).replaceAll(/[\p{Cc}\p{Cf}]/gu, '?');
  return {
    name: check.name,
    run: async (signal) => {
      const outcome = await check.run(signal).catch((error: unknown): CheckOutcome => {
        signal?.throwIfAborted();
        const text = error instanceof Error ? error.message : String(error);
        return { status: 'fail', summary: `could not be checked: ${text}` };
      });
      return cleaned(outcome, clean) as CheckOutcome;
    },
  };
}

/** The value as it stands, each entry of a list, and the forms in which a service may echo it. */
function secretTexts(value: string): string[] {
  const parts = [value, ...value.split(/[\s,;]+/)].filter((part) => part.length >= SHORTEST_SECRET_CHARS);
  return parts.flatMap((part) => [part, encodeURIComponent(part), Buffer.from(part).toString('base64')]);
}

const hidden = (text: string, values: readonly string[]): string =>
  values.reduce((rest, value) => rest.replaceAll(value, '[secret]'), text);

function cleaned(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item) => cleaned(item, clean));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), cleaned(item, clean)]));
}

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const CODE = /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/i;

/** English name of a language code ("de" -> "German"), or null for what is no code of a known language. */
export function languageName(code: string): string | null {
  if (!CODE.test(code)) return null;
  try {
    return names.of(code.replaceAll('_', '-')) ?? null;
  } catch (error: unknown) {
    // Well-formed by our pattern and still no tag of BCP 47.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

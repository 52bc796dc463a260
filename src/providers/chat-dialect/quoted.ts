import { redact } from '../../log.ts';

const LONGEST_EXCERPT = 200;

/** Words of a stranger: short, on one line, without a secret; "" when there are none. */
export function quoted(text: string | null): string {
  const plain = redact(text ?? '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  if (plain === '') return '';
  return `: "${plain.length > LONGEST_EXCERPT ? `${plain.slice(0, LONGEST_EXCERPT)}…` : plain}"`;
}

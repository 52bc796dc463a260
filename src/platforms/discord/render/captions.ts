import type { Caption } from '../../../domain/caption.ts';
import { clockText } from './clock-text.ts';
import { cut, safeLine, safeName } from './safe-text.ts';

/** docs: "Create Message" */
export const CONTENT_LIMIT = 2_000;

/** What one message of captions says; one speaker, at least one caption. */
export function renderCaptions(captions: readonly Pick<Caption, 'name' | 'startMs' | 'text' | 'isFinal'>[]): string {
  const [first] = captions;
  if (!first) return '';
  const text = safeLine(captions.map((caption) => caption.text).join(' '));
  const mark = captions.at(-1)?.isFinal ? '' : ' …';
  return cut(`**${safeName(first.name)}** · ${clockText(first.startMs)}\n${text}${mark}`, CONTENT_LIMIT);
}

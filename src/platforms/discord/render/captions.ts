import type { Caption } from '../../../domain/caption.ts';
import { clockText } from './clock-text.ts';
import { cut, safeLine, safeName } from './safe-text.ts';

/** docs: "Create Message" */
export const CONTENT_LIMIT = 2_000;

type Shown = Pick<Caption, 'name' | 'startMs' | 'text' | 'isFinal'>;

/** What one message of captions says; one speaker, at least one caption. */
export const renderCaptions = (captions: readonly Shown[]): string => cut(captionsText(captions), CONTENT_LIMIT);

/** How long it would be without the limit. */
export const captionsLength = (captions: readonly Shown[]): number => captionsText(captions).length;

function captionsText(captions: readonly Shown[]): string {
  const [first] = captions;
  if (!first) return '';
  const text = safeLine(captions.map((caption) => caption.text).join(' '));
  const mark = captions.at(-1)?.isFinal ? '' : ' …';
  return `**${safeName(first.name)}** · ${clockText(first.startMs)}\n${text}${mark}`;
}

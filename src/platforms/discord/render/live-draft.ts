import { type APIComponentInContainer, ComponentType } from 'discord.js';
import type { DraftAction, DraftItem, LiveDraft } from '../../../domain/live-draft.ts';
import type { PostBody } from '../thread/post-body.ts';
import { clockText, momentText } from './clock-text.ts';
import { cut, safeLine, safeName } from './safe-text.ts';

/** When something was said, and the address of the message that shows it; null where nobody knows. */
export type MomentOf = (
  evidence: readonly string[],
) => { readonly startMs: number; readonly url: string | null } | null;

/** docs: 4,000 characters over all texts of a message with components. */
const TEXT_LIMIT = 3_900;
/** Grey: the minutes have the colour. */
const COLOR = 0x80848e;
const HEADING = '### So far (a draft, nothing is agreed yet)';

/** How every draft begins. */
export const DRAFT_BEGINNING: PostBody = bodyOf(HEADING);

/** What a meeting is about so far, marked as a draft whatever it says. `atMs`: epoch ms of this state. */
export function renderDraft(draft: LiveDraft, momentOf: MomentOf, atMs: number): PostBody {
  const linked = textOf(draft, momentOf, atMs);
  // An address is longer than most sentences; without them everything has room.
  const content = linked.length <= TEXT_LIMIT ? linked : textOf(draft, withoutLinks(momentOf), atMs);
  return bodyOf(cut(content, TEXT_LIMIT));
}

function bodyOf(content: string): PostBody {
  const text: APIComponentInContainer = { type: ComponentType.TextDisplay, content };
  return { components: [{ type: ComponentType.Container, accent_color: COLOR, components: [text] }] };
}

const withoutLinks =
  (momentOf: MomentOf): MomentOf =>
  (evidence) => {
    const moment = momentOf(evidence);
    return moment && { ...moment, url: null };
  };

function textOf({ source, topic, points, openQuestions, actions }: LiveDraft, momentOf: MomentOf, atMs: number) {
  const isLocal = source === 'local';
  const by = isLocal ? 'Quotes, chosen without a language model' : 'Written by one language model as people talk';
  return [
    HEADING,
    topic === null ? '' : `**Now:** ${safeLine(topic)}`,
    block(isLocal ? 'What was said' : 'Points', points, (item) => lineOf(item, momentOf)),
    block('Open questions', openQuestions, (item) => lineOf(item, momentOf)),
    block('Possible follow-ups', actions, (action) => actionLine(action, momentOf)),
    `-# ${by}, ${momentText(atMs, 'R')}. The minutes take its place.`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const block = <Item>(heading: string, items: readonly Item[], lineFor: (item: Item) => string): string =>
  items.length === 0 ? '' : `**${heading}**\n${items.map(lineFor).join('\n')}`;

const lineOf = ({ text, evidence }: DraftItem, momentOf: MomentOf): string =>
  `- ${safeLine(text)}${saidAt(momentOf(evidence))}`;

const actionLine = (action: DraftAction, momentOf: MomentOf): string => {
  const owner = action.owner === null ? '' : `**${safeName(action.owner)}**: `;
  return `- ${owner}${safeLine(action.text)}${saidAt(momentOf(action.evidence))}`;
};

function saidAt(moment: ReturnType<MomentOf>): string {
  if (moment === null) return '';
  const time = clockText(moment.startMs);
  return moment.url === null ? ` (${time})` : ` ([${time}](${moment.url}))`;
}

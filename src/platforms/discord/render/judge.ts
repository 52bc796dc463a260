import { createHash } from 'node:crypto';
import {
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Minutes, Support } from '../../../domain/minutes.ts';
import { customId } from './custom-ids.ts';
import { cut, safeLine, safeName } from './safe-text.ts';

interface Judged {
  readonly id: string;
  readonly text: string;
}

/** Heading, text and a row of two buttons are four components; a message has 40 (docs: "Component Reference"). */
const ITEMS_A_MESSAGE = 9;
const MESSAGES = 5;
const TEXT_LENGTH = 380;

/** Decisions, action items and open questions with a pair of buttons each: one list of components a message. Empty without items. */
export function renderJudge(meetingId: string, minutes: Minutes): readonly APIMessageTopLevelComponent[][] {
  const items = itemsOf(minutes).slice(0, ITEMS_A_MESSAGE * MESSAGES);
  const pages: APIContainerComponent[][] = [];
  for (let start = 0; start < items.length; start += ITEMS_A_MESSAGE) {
    const parts = items.slice(start, start + ITEMS_A_MESSAGE).flatMap((item) => partsOf(meetingId, item));
    pages.push([{ type: ComponentType.Container, components: parts }]);
  }
  return pages;
}

function itemsOf(minutes: Minutes): readonly Judged[] {
  const judged = (kind: string, text: string, item: { support: Support | null; evidence: readonly string[] }) => ({
    id: item.support?.id ?? hashOf([kind, ...item.evidence, text]),
    text: `**${kind}** ${cut(text, TEXT_LENGTH)}`,
  });
  const all = [
    ...minutes.decisions.filter(isShown).map((claim) => judged('Decision', safeLine(claim.text), claim)),
    ...minutes.actionItems
      .filter(isShown)
      .map((item) => judged('Action', `${item.owner ? `${safeName(item.owner)}: ` : ''}${safeLine(item.task)}`, item)),
    ...minutes.openQuestions.filter(isShown).map((claim) => judged('Question', safeLine(claim.text), claim)),
  ];
  // Two items of one id would be two buttons of one custom id, which Discord refuses.
  return [...new Map(all.map((item) => [item.id, item])).values()];
}

const isShown = ({ tier }: { readonly tier: string }): boolean => tier !== 'dropped';

const hashOf = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);

function partsOf(meetingId: string, { id, text }: Judged): APIComponentInContainer[] {
  const button = (action: 'right' | 'wrong', label: string) => ({
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label,
    custom_id: customId(action, meetingId, id),
  });
  return [
    { type: ComponentType.TextDisplay, content: text },
    { type: ComponentType.ActionRow, components: [button('right', '👍'), button('wrong', '👎')] },
  ];
}

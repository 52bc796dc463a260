import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { MinutesPost } from '../../../ports/meeting-thread.ts';
import type { PostBody, PostFile } from '../thread/post-body.ts';
import { type Action, customId } from './custom-ids.ts';
import { type LinkOf, minutesBlocks } from './minutes-blocks.ts';
import { splitText } from './split-text.ts';

/** docs: 4,000 characters over all texts of a message with components, 40 components. */
const TEXT_LIMIT = 3_900;
const BLOCK_LIMIT = 3_800;
const BLOCKS_A_MESSAGE = 30;
/** More than a screenful of messages is what the attached file is for. */
const MESSAGES = 8;
const COLOR = 0x5865f2;
const REST = '-# The rest stands in the attached minutes.';

/** Minutes as messages, split by section; the last one bears the files and the buttons. Never empty. */
export function minutesMessages(post: MinutesPost, files: readonly PostFile[], linkOf: LinkOf): readonly PostBody[] {
  const { id } = post.document.meeting;
  const pages = paginate(minutesBlocks(post, linkOf).flatMap((block) => splitText(block, BLOCK_LIMIT)));
  const shown = pages.slice(0, MESSAGES);
  if (pages.length > MESSAGES) shown.push([REST]);
  return shown.map((texts, index) => {
    const parts = texts.map((content): APIComponentInContainer => ({ type: ComponentType.TextDisplay, content }));
    const isLast = index === shown.length - 1;
    if (!isLast) return { components: [container(parts)] };
    const attached = files.map(({ name }): APIComponentInContainer => fileOf(name));
    return { components: [container([...parts, ...attached, buttonsOf(id)])], files };
  });
}

const container = (components: APIComponentInContainer[]) => ({
  type: ComponentType.Container as const,
  accent_color: COLOR,
  components,
});

const fileOf = (name: string): APIComponentInContainer => ({
  type: ComponentType.File,
  file: { url: `attachment://${name}` },
});

function paginate(blocks: readonly string[]): string[][] {
  const pages: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const block of blocks) {
    if (length + block.length > TEXT_LIMIT || (pages.at(-1)?.length ?? 0) >= BLOCKS_A_MESSAGE) {
      pages.push([]);
      length = 0;
    }
    pages.at(-1)?.push(block);
    length += block.length;
  }
  return pages;
}

function buttonsOf(meetingId: string): APIActionRowComponent<APIButtonComponentWithCustomId> {
  const button = (action: Action, label: string, itemId = '') => ({
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label,
    custom_id: customId(action, meetingId, itemId),
  });
  return {
    type: ComponentType.ActionRow,
    components: [
      button('full', 'Full minutes'),
      button('transcript', 'Transcript'),
      button('judge', 'Was this right?'),
      button('right', '👍', WHOLE_MINUTES),
      button('wrong', '👎', WHOLE_MINUTES),
    ],
  };
}

/** The item id of verdicts on the minutes as a whole. */
const WHOLE_MINUTES = 'minutes';

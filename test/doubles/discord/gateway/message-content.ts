import { asJson, asList } from '../json.ts';
import { intent } from './intents.ts';

/** Without the privileged MESSAGE_CONTENT intent these are empty (docs: "Message Content Intent"). */
const HIDDEN = { content: '', embeds: [], attachments: [], components: [] };

/** An event as a client with these intents is shown it: messages of others keep their words, except those that mention the bot. */
export function seenWith(intents: number, event: string, data: unknown, botId: string): unknown {
  if (event !== 'MESSAGE_CREATE' && event !== 'MESSAGE_UPDATE') return data;
  const message = asJson(data);
  const isOwn = asJson(message['author'])['id'] === botId;
  const isDirect = message['guild_id'] === undefined;
  const isMentioned = asList(message['mentions']).some(({ id }) => id === botId);
  const isShown = (intents & intent.MESSAGE_CONTENT) !== 0 || isOwn || isDirect || isMentioned;
  return isShown ? data : { ...message, ...HIDDEN };
}

import { z } from 'zod';
import { asJson, asList, asNumber, asText, type Json } from '../../json.ts';
import { attachmentReferences } from '../../world/components.ts';
import { messageFlag } from '../../world/message.ts';
import { code, type FormFault, RestRefusal } from '../refusal.ts';
import { componentFaults, components, legacyComponents } from './components.ts';
import { embed, embedFaults } from './embeds.ts';
import { checkForm, fault, refuseFaults } from './form.ts';

const CONTENT_LIMIT = 2000;
const FLAG = { SUPPRESS_EMBEDS: 1 << 2, SUPPRESS_NOTIFICATIONS: 1 << 12, VOICE: 1 << 13 };
const snowflake = z.string().regex(/^\d{15,20}$/, 'Value is not snowflake.');

const allowedMentions = z.object({
  parse: z.array(z.enum(['roles', 'users', 'everyone'])).optional(),
  users: z.array(snowflake).max(100).optional(),
  roles: z.array(snowflake).max(100).optional(),
  replied_user: z.boolean().optional(),
});

/** docs: "Create Message". Unknown fields are let through, as Discord does. */
const message = z.looseObject({
  content: z.string().max(CONTENT_LIMIT).nullish(),
  nonce: z.union([z.string().max(25), z.number().int()]).nullish(),
  enforce_nonce: z.boolean().optional(),
  tts: z.boolean().nullish(),
  embeds: z.array(embed).max(10).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  message_reference: z.looseObject({ message_id: snowflake }).nullish(),
  components: z.array(z.unknown()).nullish(),
  sticker_ids: z.array(snowflake).max(3).nullish(),
  attachments: z
    .array(
      z.looseObject({
        id: z.union([z.string(), z.number()]),
        filename: z.string().max(1024).optional(),
        description: z.string().max(1024).nullish(),
      }),
    )
    .max(10)
    .nullish(),
  flags: z.number().int().nullish(),
});

export interface MessageContext {
  /** Names of the files that the message will have. */
  readonly fileNames: readonly string[];
  /** Only answers to interactions may be ephemeral. */
  readonly mayBeEphemeral: boolean;
}

/** Checks a message as it will stand (for an edit: the old one with its changes). @throws RestRefusal 50035, 50006 */
export function checkMessage(body: unknown, context: MessageContext): Json {
  const checked = checkForm(message, body);
  const isV2 = (asNumber(checked.flags) & messageFlag.IS_COMPONENTS_V2) !== 0;
  const all = asList(checked.components);
  if (all.length > 0) checkForm(z.object({ components: isV2 ? components : legacyComponents }), { components: all });
  refuseFaults([
    ...flagFaults(asNumber(checked.flags), context.mayBeEphemeral),
    ...(isV2 ? legacyFieldFaults(checked) : []),
    ...componentFaults(all, isV2),
    ...embedFaults(asList(checked.embeds)),
    ...mentionFaults(asJson(checked.allowed_mentions)),
    ...referenceFaults(checked, context.fileNames),
  ]);
  if (isEmpty(checked, context)) throw emptyMessage();
  return checked;
}

const emptyMessage = () =>
  new RestRefusal(400, code.EMPTY_MESSAGE, 'Cannot send an empty message', { isViolation: true });

function isEmpty(body: Json, { fileNames }: MessageContext): boolean {
  const lists = [body['embeds'], body['components'], body['sticker_ids'], fileNames];
  return (
    asText(body['content']) === '' && lists.every((list) => !Array.isArray(list) || list.length === 0) && !body['poll']
  );
}

function flagFaults(flags: number, mayBeEphemeral: boolean): readonly FormFault[] {
  const usual = FLAG.SUPPRESS_EMBEDS | FLAG.SUPPRESS_NOTIFICATIONS | FLAG.VOICE | messageFlag.IS_COMPONENTS_V2;
  const allowed = usual | (mayBeEphemeral ? messageFlag.EPHEMERAL : 0);
  return (flags & ~allowed) === 0 ? [] : [fault('flags', 'BASE_TYPE_BAD', `Flags ${flags} can't be set here`)];
}

/** docs: content, embeds, polls and stickers can't be with IS_COMPONENTS_V2. */
function legacyFieldFaults(body: Json): readonly FormFault[] {
  const isSet = (value: unknown) => Boolean(value) && (!Array.isArray(value) || value.length > 0);
  return ['content', 'embeds', 'poll', 'sticker_ids']
    .filter((field) => isSet(body[field]))
    .map((field) =>
      fault(field, 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', `The ${field} field cannot be used with it`),
    );
}

/** docs: "Allowed Mentions": a kind is either parsed or listed. */
function mentionFaults(mentions: Json): readonly FormFault[] {
  const parse = Array.isArray(mentions['parse']) ? mentions['parse'] : [];
  return ['users', 'roles']
    .filter((kind) => parse.includes(kind) && Array.isArray(mentions[kind]) && mentions[kind].length > 0)
    .map((kind) =>
      fault(`allowed_mentions.${kind}`, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', `parse has ${kind} too`),
    );
}

function referenceFaults(body: Json, fileNames: readonly string[]): readonly FormFault[] {
  return attachmentReferences([body['components'], body['embeds']])
    .filter((name) => !fileNames.includes(name))
    .map((name) => fault('components', 'UNKNOWN_ATTACHMENT', `There is no attachment ${name}`));
}

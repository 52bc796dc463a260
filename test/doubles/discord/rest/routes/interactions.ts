import { z } from 'zod';
import { asJson, asNumber, type Json } from '../../json.ts';
import {
  ANSWER_LIMIT_MS,
  type Choice,
  callbackType,
  type Interaction,
  interactionType,
} from '../../people/interaction.ts';
import { type LocalMessage, messageFlag } from '../../world/message.ts';
import { messageJson } from '../../world/render.ts';
import { checkUploads, keptFiles, storeUploads } from '../attachments.ts';
import type { RestContext } from '../context.ts';
import { code, RestRefusal } from '../refusal.ts';
import { noContent, ok, type RestCall, type Route } from '../router.ts';
import { checkForm, fault, refuseFaults } from '../rules/form.ts';
import { checkMessage } from '../rules/messages.ts';
import { checkModal } from '../rules/modals.ts';

const callback = z.object({ type: z.number().int(), data: z.looseObject({}).nullish() });
/** docs: autocomplete, up to 25 choices */
const choices = z.object({
  choices: z
    .array(z.looseObject({ name: z.string().min(1).max(100), value: z.union([z.string().max(100), z.number()]) }))
    .max(25),
});
const SLASH_COMMAND = 20;
const COMMAND_ANSWERS: readonly number[] = [callbackType.MESSAGE, callbackType.DEFERRED_MESSAGE, callbackType.MODAL];
const COMPONENT_ANSWERS = [...COMMAND_ANSWERS, callbackType.DEFERRED_UPDATE, callbackType.UPDATE];
/** docs: which answers fit which interaction. */
const FITTING: Readonly<Record<number, readonly number[]>> = {
  [interactionType.COMMAND]: COMMAND_ANSWERS,
  [interactionType.COMPONENT]: COMPONENT_ANSWERS,
  [interactionType.MODAL]: COMPONENT_ANSWERS.filter((type) => type !== callbackType.MODAL),
  [interactionType.AUTOCOMPLETE]: [callbackType.CHOICES],
};

/** docs: "Create Interaction Response" */
export function interactionRoutes(context: RestContext): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/interactions/:interaction/:token/callback',
      isOpen: true,
      handle: (call) => {
        const interaction = takeInteraction(context, call);
        const body = checkForm(callback, call.body);
        perform(context, interaction, body.type, asJson(body.data), call);
        context.notices.emit('interaction', interaction);
        if (call.query.get('with_response') !== 'true') return noContent;
        return ok(callbackJson(context, interaction, body.type));
      },
    },
  ];
}

function takeInteraction({ interactions, world }: RestContext, call: RestCall): Interaction {
  const interaction = interactions.get(call.params[0] ?? '');
  const isKnown = interaction !== undefined && interaction.token === call.params[1];
  const tooLate = isKnown && world.clock.now() - interaction.startedAtMs > ANSWER_LIMIT_MS;
  if (!isKnown || (tooLate && interaction.callback === null)) {
    const details = tooLate ? ['the first answer must come within 3 s'] : [];
    throw new RestRefusal(404, code.UNKNOWN_INTERACTION, 'Unknown interaction', { isViolation: true, details });
  }
  if (interaction.callback === null) return interaction;
  const message = 'Interaction has already been acknowledged.';
  throw new RestRefusal(400, code.ALREADY_ACKNOWLEDGED, message, { isViolation: true });
}

function perform(context: RestContext, interaction: Interaction, type: number, data: Json, call: RestCall): void {
  if (!FITTING[interaction.type]?.includes(type))
    refuseFaults([fault('type', 'BASE_TYPE_CHOICES', `Answer ${type} does not fit interaction ${interaction.type}`)]);
  if (type === callbackType.MESSAGE) interaction.original = answer(context, interaction, data, call);
  else if (type === callbackType.DEFERRED_MESSAGE) interaction.original = think(context, interaction, data);
  else if (type === callbackType.DEFERRED_UPDATE) interaction.original = interaction.source;
  else if (type === callbackType.UPDATE) interaction.original = update(context, interaction, data, call);
  else if (type === callbackType.CHOICES) interaction.choices = checkForm(choices, data).choices as readonly Choice[];
  else interaction.modal = checkModal(data);
  interaction.callback = type;
  interaction.latencyMs = context.world.clock.now() - interaction.startedAtMs;
}

function answer(context: RestContext, interaction: Interaction, data: Json, call: RestCall): LocalMessage {
  const uploads = checkUploads(call.files, data, context.fileLimitBytes);
  const fileNames = uploads.map(({ file }) => file.name);
  const body = checkMessage(data, { fileNames, mayBeEphemeral: true });
  const files = storeUploads(context, interaction.channel, uploads);
  return context.mailroom.post(
    interaction.channel,
    body,
    files,
    sourceOf(context, interaction, asNumber(body['flags'])),
  );
}

/** docs: on a deferred answer only EPHEMERAL may be set. */
function think(context: RestContext, interaction: Interaction, data: Json): LocalMessage {
  const flags = asNumber(data['flags']);
  if ((flags & ~messageFlag.EPHEMERAL) !== 0)
    refuseFaults([fault('data.flags', 'BASE_TYPE_BAD', 'Only EPHEMERAL can be set on a deferred answer')]);
  const body = { content: '', flags: flags | messageFlag.LOADING };
  return context.mailroom.post(interaction.channel, body, [], sourceOf(context, interaction, flags));
}

function update(context: RestContext, interaction: Interaction, data: Json, call: RestCall): LocalMessage | null {
  const message = interaction.source;
  if (!message)
    throw new RestRefusal(400, code.INVALID_FORM_BODY, 'There is no message to update', { isViolation: true });
  const uploads = checkUploads(call.files, data, context.fileLimitBytes);
  const kept = keptFiles(message.files, data);
  const fileNames = [...kept.map(({ name }) => name), ...uploads.map(({ file }) => file.name)];
  const merged = { ...message.body, ...data, flags: message.flags | asNumber(data['flags']) };
  const body = checkMessage(merged, { fileNames, mayBeEphemeral: true });
  context.mailroom.edit(message, body, [...kept, ...storeUploads(context, message.channel, uploads)]);
  return message;
}

/** Ephemeral ones are shown to nobody but the person who asked. */
export function sourceOf({ world }: RestContext, interaction: Interaction, flags: number) {
  return {
    authorId: world.bot.id,
    createdAtMs: world.clock.now(),
    onlyFor: flags & messageFlag.EPHEMERAL ? interaction.userId : null,
    interactionId: interaction.id,
    type: interaction.type === interactionType.COMMAND ? SLASH_COMMAND : 0,
  };
}

function callbackJson({ world }: RestContext, interaction: Interaction, type: number) {
  const message = interaction.original ? { message: messageJson(world, interaction.original) } : {};
  const { id, original, isDeferred } = interaction;
  return {
    interaction: {
      id,
      type: interaction.type,
      response_message_id: original?.id,
      response_message_loading: isDeferred,
      response_message_ephemeral: original?.isEphemeral ?? false,
    },
    resource: { type, ...message },
  };
}

import { asJson, asNumber } from '../../json.ts';
import { type Interaction, TOKEN_LIFE_MS } from '../../people/interaction.ts';
import type { LocalMessage } from '../../world/message.ts';
import { messageJson } from '../../world/render.ts';
import { checkUploads, storeUploads } from '../attachments.ts';
import type { RestContext } from '../context.ts';
import { code, RestRefusal, unknown } from '../refusal.ts';
import { noContent, ok, type RestCall, type Route } from '../router.ts';
import { checkMessage } from '../rules/messages.ts';
import { sourceOf } from './interactions.ts';
import { edit } from './messages.ts';

const ORIGINAL = '@original';

/** docs: "Followup Messages": an interaction's token is a webhook for 15 minutes. */
export function webhookRoutes(context: RestContext): readonly Route[] {
  const tell = (interaction: Interaction) => context.notices.emit('interaction', interaction);
  const one =
    (handle: (interaction: Interaction, message: LocalMessage, call: RestCall) => LocalMessage | null) =>
    (call: RestCall) => {
      const interaction = holder(context, call);
      const result = handle(interaction, messageOf(interaction, call.params[2] ?? ''), call);
      tell(interaction);
      return result ? ok(messageJson(context.world, result)) : noContent;
    };
  const path = '/webhooks/:application/:token/messages/:message';
  return [
    {
      method: 'POST',
      path: '/webhooks/:application/:token',
      isOpen: true,
      handle: (call) => {
        const interaction = holder(context, call);
        const message = followUp(context, interaction, call);
        tell(interaction);
        return ok(messageJson(context.world, message));
      },
    },
    { method: 'GET', path, isOpen: true, handle: one((_interaction, message) => message) },
    { method: 'PATCH', path, isOpen: true, handle: one((_interaction, message, call) => edit(context, message, call)) },
    {
      method: 'DELETE',
      path,
      isOpen: true,
      handle: one((_interaction, message) => {
        context.mailroom.delete(message);
        return null;
      }),
    },
  ];
}

/** @throws RestRefusal 10015 without such a token or first answer, 50027 after 15 minutes */
function holder({ interactions, world }: RestContext, call: RestCall): Interaction {
  const interaction = [...interactions.values()].find(({ token }) => token === call.params[1]);
  if (!interaction || call.params[0] !== world.bot.id) throw unknown('Webhook', code.UNKNOWN_WEBHOOK);
  if (world.clock.now() - interaction.startedAtMs > TOKEN_LIFE_MS)
    throw new RestRefusal(401, code.INVALID_WEBHOOK_TOKEN, 'Invalid Webhook Token');
  if (interaction.callback === null)
    throw new RestRefusal(404, code.UNKNOWN_WEBHOOK, 'Unknown Webhook', {
      isViolation: true,
      details: ['not answered yet'],
    });
  return interaction;
}

function messageOf(interaction: Interaction, id: string): LocalMessage {
  const message = id === ORIGINAL ? interaction.original : interaction.followUps.find((one) => one.id === id);
  const found = message ?? (interaction.original?.id === id ? interaction.original : null);
  if (!found || found.isDeleted) throw unknown('Message', code.UNKNOWN_MESSAGE);
  return found;
}

/** The first one after a deferral takes the place of "thinking…". */
function followUp(context: RestContext, interaction: Interaction, call: RestCall): LocalMessage {
  if (interaction.original?.isLoading) return edit(context, interaction.original, call);
  const uploads = checkUploads(call.files, asJson(call.body), context.fileLimitBytes);
  const fileNames = uploads.map(({ file }) => file.name);
  const body = checkMessage(call.body, { fileNames, mayBeEphemeral: true });
  const files = storeUploads(context, interaction.channel, uploads);
  const source = sourceOf(context, interaction, asNumber(body['flags']));
  const message = context.mailroom.post(interaction.channel, body, files, { ...source, type: 0 });
  interaction.followUps.push(message);
  return message;
}

import {
  type APIMessageTopLevelComponent,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  Routes,
} from 'discord.js';
import { toMomError } from '../../../errors.ts';
import type { Logger } from '../../../log.ts';
import type { ChatReply } from '../../../ports/command-desk.ts';
import { type ReplyPart, replyParts } from './reply-parts.ts';

export type AnswerableInteraction = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;

/** docs: unknown interaction, unknown webhook, invalid webhook token: nobody can answer through this token any more. */
const TOKEN_LOST: ReadonlySet<unknown> = new Set([10062, 10015, 50027]);
const PRIVATE_FALLBACK = 'The answer to a private command took too long to be shown. Please ask again.';

/** The answer to one interaction: put off at once, given in parts, and in the channel when the interaction can't be answered any more. */
export class Answer {
  readonly #interaction: AnswerableInteraction;
  readonly #isPrivate: boolean;
  readonly #log: Logger;
  #isLost = false;
  #isBegun = false;

  constructor(interaction: AnswerableInteraction, isPrivate: boolean, log: Logger) {
    this.#interaction = interaction;
    this.#isPrivate = isPrivate;
    this.#log = log;
  }

  /** Discord wants a first answer within 3 s, whatever the work takes. */
  async defer(): Promise<void> {
    try {
      await this.#interaction.deferReply(this.#isPrivate ? { flags: MessageFlags.Ephemeral } : {});
    } catch (error: unknown) {
      this.#isLost = true;
      this.#log.warn({ err: toMomError(error) }, 'an interaction could not be put off');
    }
  }

  async give(reply: Pick<ChatReply, 'text' | 'files'>): Promise<void> {
    for (const part of replyParts(reply, this.#interaction.attachmentSizeLimit)) await this.#send(part);
  }

  /** Messages of components, only for the caller. */
  async show(pages: readonly APIMessageTopLevelComponent[][]): Promise<void> {
    for (const components of pages) await this.#send({ components });
  }

  async #send(part: ReplyPart | { readonly components: APIMessageTopLevelComponent[] }): Promise<void> {
    if (!this.#isLost) {
      try {
        await this.#through(part);
        return;
      } catch (error: unknown) {
        this.#isLost = error instanceof DiscordAPIError && TOKEN_LOST.has(error.code);
        this.#log.warn({ err: toMomError(error) }, 'an answer was not taken, the channel gets it');
      }
    }
    await this.#fallBack('components' in part ? null : part);
  }

  async #through(part: ReplyPart | { readonly components: APIMessageTopLevelComponent[] }): Promise<void> {
    const isFirst = !this.#isBegun;
    const body = 'components' in part ? { components: part.components } : { content: part.content, files: part.files };
    const allowedMentions = { parse: [] };
    const isV2 = 'components' in part;
    if (isFirst)
      await this.#interaction.editReply({
        ...body,
        allowedMentions,
        ...(isV2 ? { flags: MessageFlags.IsComponentsV2 } : {}),
      });
    else {
      const flags = (this.#isPrivate ? MessageFlags.Ephemeral : 0) | (isV2 ? MessageFlags.IsComponentsV2 : 0);
      await this.#interaction.followUp({ ...body, allowedMentions, flags });
    }
    this.#isBegun = true;
  }

  /** What only the caller may see is not said in front of everybody. */
  async #fallBack(part: ReplyPart | null): Promise<void> {
    const { channelId, client } = this.#interaction;
    if (channelId === null) return;
    const isHidden = this.#isPrivate || part === null;
    if (isHidden && this.#isBegun) return;
    this.#isBegun = true;
    const content = isHidden ? PRIVATE_FALLBACK : part.content;
    const files = isHidden ? [] : part.files.map(({ name, attachment }) => ({ name, data: attachment }));
    try {
      const body = { content, allowed_mentions: { parse: [] } };
      await client.rest.post(Routes.channelMessages(channelId), { body, files });
    } catch (error: unknown) {
      this.#log.error({ err: toMomError(error) }, 'an answer could not be given anywhere');
    }
  }
}

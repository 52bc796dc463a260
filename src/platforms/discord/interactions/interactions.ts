import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { errorRules, MomError, toMomError } from '../../../errors.ts';
import type { Logger } from '../../../log.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ChatCall, CommandDesk } from '../../../ports/command-desk.ts';
import type { MeetingDocument } from '../../../ports/document-writer.ts';
import type { LabelStore } from '../../../ports/label-store.ts';
import { callOf, commandPath, pathOf, typedValues, valuesOf } from '../commands/to-call.ts';
import { COMMAND_NAME } from '../commands/to-discord-commands.ts';
import { type ButtonId, readCustomId } from '../render/custom-ids.ts';
import { renderJudge } from '../render/judge.ts';
import { Answer, type AnswerableInteraction } from './answer.ts';
import { MODAL_FIELD, noteModal, offRecordModal } from './modals.ts';

export interface InteractionParts {
  readonly desk: CommandDesk;
  /** The meeting that is recorded in a server; null when none is. */
  readonly currentMeetingId: (guildId: string) => Promise<string | null>;
  /** @throws MomError meeting_unknown, meeting_busy */
  readonly document: (meetingId: string) => Promise<MeetingDocument>;
  readonly labels: LabelStore;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Proposals that come later are of no use: Discord waits 3 s. */
const SUGGEST_PATIENCE_MS = 2_000;
/** docs: "Application Command Option Choice Structure" */
const CHOICES = 25;
const CHOICE_LENGTH = 100;

/** Commands, buttons, forms and proposals of every server, each answered in time. */
export class Interactions {
  readonly #parts: InteractionParts;
  readonly #running = new Set<Promise<void>>();

  constructor(parts: InteractionParts) {
    this.#parts = parts;
  }

  /** Gives back how to stop taking new ones. */
  listen(client: Client): () => void {
    const take = (interaction: Interaction): void => {
      const work = this.#take(interaction).catch((error: unknown) =>
        this.#parts.log.error({ err: toMomError(error) }, 'an interaction failed'),
      );
      this.#running.add(work);
      void work.finally(() => this.#running.delete(work));
    };
    client.on(Events.InteractionCreate, take);
    return () => client.off(Events.InteractionCreate, take);
  }

  /** Resolves when those that were taken are answered. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #take(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) await this.#suggest(interaction);
    else if (interaction.isChatInputCommand() && interaction.commandName === COMMAND_NAME)
      await this.#command(interaction);
    else if (interaction.isButton()) await this.#button(interaction);
    else if (interaction.isModalSubmit()) await this.#modal(interaction);
  }

  async #command(interaction: ChatInputCommandInteraction): Promise<void> {
    const path = pathOf(interaction);
    const command = this.#parts.desk.commands.find((known) => commandPath(known) === path);
    await this.#answer(interaction, command?.isPrivate ?? true, () =>
      callOf(interaction, path, command ? valuesOf(interaction, command) : {}),
    );
  }

  async #suggest(interaction: AutocompleteInteraction): Promise<void> {
    const { clock, log } = this.#parts;
    const late = new AbortController();
    try {
      const none = clock.delay(SUGGEST_PATIENCE_MS, late.signal).then(() => []);
      const choices = await Promise.race([this.#choices(interaction), none.catch(() => [])]);
      const shown = choices.slice(0, CHOICES).map(({ name, value }) => ({ name: name.slice(0, CHOICE_LENGTH), value }));
      await interaction.respond(shown);
    } catch (error: unknown) {
      log.warn({ err: toMomError(error) }, 'nothing could be proposed');
    } finally {
      late.abort();
    }
  }

  async #choices(interaction: AutocompleteInteraction) {
    const { desk, log } = this.#parts;
    const path = pathOf(interaction);
    const command = desk.commands.find((known) => commandPath(known) === path);
    if (!command) return [];
    const { name, value } = interaction.options.getFocused(true);
    try {
      return await desk.suggest(callOf(interaction, path, typedValues(interaction, command)), name, value);
    } catch (error: unknown) {
      log.warn({ err: toMomError(error) }, 'nothing could be proposed');
      return [];
    }
  }

  async #button(interaction: ButtonInteraction): Promise<void> {
    const id = readCustomId(interaction.customId);
    if (!id) return;
    // A form must be the first answer, so these two can't be put off.
    if (id.action === 'note') await interaction.showModal(noteModal(id.meetingId));
    else if (id.action === 'off-record') await interaction.showModal(offRecordModal(id.meetingId));
    else if (id.action === 'judge') await this.#judge(interaction, id);
    else if (id.action === 'right' || id.action === 'wrong') await this.#label(interaction, id, id.action === 'right');
    else await this.#run(interaction, id, BUTTON_CALLS[id.action](id.meetingId));
  }

  async #modal(interaction: ModalSubmitInteraction): Promise<void> {
    const id = readCustomId(interaction.customId);
    if (!id) return;
    const words = interaction.fields.getTextInputValue(MODAL_FIELD);
    if (id.action === 'note') await this.#run(interaction, id, { command: 'note', values: { text: words } });
    if (id.action === 'off-record')
      await this.#run(interaction, id, { command: 'off-record', values: { minutes: wholeNumber(words) } });
  }

  /** Runs a command for a button or form; one of a meeting that is over must not touch the next. */
  async #run(
    interaction: AnswerableInteraction,
    { meetingId }: ButtonId,
    { command, values, isOfCall = true }: ButtonCall,
  ) {
    const known = this.#parts.desk.commands.find((one) => commandPath(one) === command);
    await this.#answer(interaction, known?.isPrivate ?? true, async () => {
      const call = callOf(interaction, command, values);
      const current = isOfCall ? await this.#parts.currentMeetingId(call.scope) : null;
      if (current !== null && current !== meetingId) throw new MomError('usage', 'That meeting is over.');
      return call;
    });
  }

  async #answer(
    interaction: AnswerableInteraction,
    isPrivate: boolean,
    toCall: () => ChatCall | Promise<ChatCall>,
  ): Promise<void> {
    const answer = new Answer(interaction, isPrivate, this.#parts.log);
    await answer.defer();
    try {
      await answer.give(await this.#parts.desk.run(await toCall()));
    } catch (error: unknown) {
      await answer.give({ text: this.#sentence(error), files: [] });
    }
  }

  async #judge(interaction: ButtonInteraction, { meetingId }: ButtonId): Promise<void> {
    const answer = new Answer(interaction, true, this.#parts.log);
    await answer.defer();
    try {
      const { minutes } = await this.#parts.document(meetingId);
      const pages = renderJudge(meetingId, minutes);
      if (pages.length > 0) await answer.show(pages);
      else await answer.give({ text: 'These minutes have no decisions, actions or questions to judge.', files: [] });
    } catch (error: unknown) {
      await answer.give({ text: this.#sentence(error), files: [] });
    }
  }

  async #label(interaction: ButtonInteraction, { meetingId, itemId }: ButtonId, isRight: boolean): Promise<void> {
    const { labels, clock, log } = this.#parts;
    const answer = new Answer(interaction, true, log);
    await answer.defer();
    try {
      await labels.save({ meetingId, itemId, userId: interaction.user.id, isRight, atMs: clock.now() });
      await answer.give({ text: `Thank you: noted as ${isRight ? 'right' : 'wrong'}.`, files: [] });
    } catch (error: unknown) {
      await answer.give({ text: this.#sentence(error), files: [] });
    }
  }

  #sentence(error: unknown): string {
    const fault = toMomError(error);
    this.#parts.log[errorRules[fault.code].logLevel]({ err: fault }, 'a command was refused or failed');
    return fault.sentence;
  }
}

interface ButtonCall {
  readonly command: string;
  readonly values: ChatCall['values'];
  /** Acts on the call that is recorded now, not on a meeting that it names. */
  readonly isOfCall?: boolean;
}

const ofCall = (command: string) => (): ButtonCall => ({ command, values: {} });

const BUTTON_CALLS = {
  stop: ofCall('stop'),
  pause: ofCall('pause'),
  resume: ofCall('resume'),
  optout: (): ButtonCall => ({ command: 'optout', values: {}, isOfCall: false }),
  full: (meeting: string): ButtonCall => ({ command: 'minutes', values: { meeting }, isOfCall: false }),
  transcript: (meeting: string): ButtonCall => ({
    command: 'export',
    values: { meeting, format: 'txt' },
    isOfCall: false,
  }),
} satisfies Record<string, (meetingId: string) => ButtonCall>;

/** What is no number is told by the command's own check. */
const wholeNumber = (words: string): number | string => (/^\s*\d+\s*$/.test(words) ? Number(words) : words);

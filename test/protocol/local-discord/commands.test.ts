import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { aClient } from './rig.ts';

const mom = new SlashCommandBuilder()
  .setName('mom')
  .setDescription('Minutes of meeting')
  .addSubcommand((sub) =>
    sub
      .setName('start')
      .setDescription('Starts')
      .addStringOption((option) => option.setName('title').setDescription('What it is about').setAutocomplete(true)),
  )
  .addSubcommand((sub) =>
    sub
      .setName('upload')
      .setDescription('A recording')
      .addAttachmentOption((option) => option.setName('file').setDescription('Audio').setRequired(true)),
  );

type Session = Awaited<ReturnType<typeof aClient>>;

/** A bot whose only command does what the test says. */
async function aBot(
  handle: (interaction: Interaction) => Promise<unknown>,
  options: Parameters<typeof aClient>[0] = {},
) {
  const session = await aClient({ rates: 'none', ...options });
  await session.client.application?.commands.set([mom]);
  const faults: unknown[] = [];
  session.client.on(Events.InteractionCreate, (interaction) => {
    handle(interaction).catch((error: unknown) => faults.push(error));
  });
  return Object.assign(session, { faults });
}

const start = ({ discord }: Session, values = {}) =>
  discord.slash(discord.guild(), discord.user('Ann'), 'mom', ['start'], values);

const asSlash = (interaction: Interaction) => interaction as ChatInputCommandInteraction;

describe('a command', () => {
  it('is deferred, answered with a file, and seen as a person sees it', async () => {
    await using session = await aBot(async (interaction) => {
      await asSlash(interaction).deferReply({ flags: MessageFlags.Ephemeral });
      const title = asSlash(interaction).options.getString('title');
      await asSlash(interaction).editReply({
        content: `Recording ${title}`,
        files: [{ attachment: Buffer.from('abc'), name: 'a.txt' }],
      });
    });
    const answer = await start(session, { title: 'Standup' });
    expect(answer).toMatchObject({ isDeferred: true, text: 'Recording Standup' });
    expect(answer.message).toMatchObject({ isEphemeral: true, files: [{ name: 'a.txt', data: Buffer.from('abc') }] });
    expect(session.discord.violations).toEqual([]);
  });

  it('gets the attachment that was uploaded with it', async () => {
    await using session = await aBot(async (interaction) => {
      const file = asSlash(interaction).options.getAttachment('file', true);
      const bytes = await (await fetch(file.url)).text();
      await asSlash(interaction).reply(`${file.name} of ${file.size} bytes: ${bytes}`);
    });
    const { discord } = session;
    const file = { name: 'talk.wav', data: Buffer.from('RIFF') };
    const answer = await discord.slash(discord.guild(), discord.user('Ann'), 'mom', ['upload'], { file });
    expect(answer.text).toBe('talk.wav of 4 bytes: RIFF');
  });

  it('can only be typed as it was deployed', async () => {
    await using session = await aBot(() => Promise.resolve());
    const { discord } = session;
    const type = (...rest: readonly unknown[]) =>
      discord.slash(discord.guild(), discord.user('Ann'), 'mom', ...(rest as []));
    await expect(type(['stop'])).rejects.toThrow('no subcommand stop');
    await expect(type(['start'], { tittle: 'x' })).rejects.toThrow('no option tittle');
    await expect(type(['upload'])).rejects.toThrow('option file is required');
  });

  it('completes what is being typed', async () => {
    await using session = await aBot(async (interaction) => {
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: interaction.options.getFocused(), value: '1' }]);
    });
    const { discord } = session;
    const typed = { title: 'Sta' };
    const choices = await discord.people.autocomplete(
      discord.guild(),
      discord.user('Ann'),
      'mom',
      ['start'],
      typed,
      'title',
    );
    expect(choices).toEqual([{ name: 'Sta', value: '1' }]);
  });

  it('is refused when the first answer comes after three seconds', async () => {
    const clock = new FakeClock();
    const wait = Promise.withResolvers<void>();
    await using session = await aBot(
      async (interaction) => {
        await wait.promise;
        await asSlash(interaction).reply('late');
      },
      { clock },
    );
    const answer = start(session);
    const seen = expect(answer).rejects.toThrow('did not respond within 3 s');
    await clock.advance(3_001);
    await seen;
    wait.resolve();
    await expect.poll(() => session.faults).toMatchObject([{ code: 10062 }]);
    expect(session.discord.violations).toMatchObject([{ code: 10062 }]);
  });

  it('is refused a second first answer', async () => {
    await using session = await aBot(async (interaction) => {
      const { client, id, token } = interaction;
      await asSlash(interaction).reply('one');
      await client.rest.post(`/interactions/${id}/${token}/callback`, { body: { type: 4, data: { content: 'two' } } });
    });
    await start(session);
    await expect.poll(() => session.faults).toMatchObject([{ code: 40060 }]);
  });

  it('has a token that lives for fifteen minutes', async () => {
    const clock = new FakeClock();
    const wait = Promise.withResolvers<void>();
    await using session = await aBot(
      async (interaction) => {
        await asSlash(interaction).reply('one');
        await wait.promise;
        await asSlash(interaction).followUp('two');
      },
      { clock },
    );
    await start(session);
    await clock.advance(15 * 60_000 + 1);
    wait.resolve();
    await expect.poll(() => session.faults).toMatchObject([{ code: 50027 }]);
  });
});

describe('a message with buttons', () => {
  it('opens a modal, takes what is filled in, and changes', async () => {
    const button = new ButtonBuilder().setCustomId('note').setLabel('Note').setStyle(ButtonStyle.Primary);
    const input = new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Short);
    const modal = new ModalBuilder()
      .setCustomId('note-form')
      .setTitle('Note')
      .addLabelComponents(new LabelBuilder().setLabel('Text').setTextInputComponent(input));
    await using session = await aBot(async (interaction) => {
      if (interaction.isButton()) await interaction.showModal(modal);
      else if (interaction.isModalSubmit() && interaction.isFromMessage())
        await interaction.update({ content: `Noted: ${interaction.fields.getTextInputValue('text')}`, components: [] });
      else
        await asSlash(interaction).reply({
          content: 'Panel',
          components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)],
        });
    });
    const { discord } = session;
    const ann = discord.user('Ann');
    const panel = (await start(session)).message;
    if (!panel) throw new Error('no panel');
    const opened = await discord.people.click(ann, panel, 'Note');
    await discord.people.submit(ann, opened, { text: 'buy milk' });
    expect(panel.text).toBe('Noted: buy milk');
    expect(panel.buttons).toEqual([]);
    expect(discord.violations).toEqual([]);
  });
});

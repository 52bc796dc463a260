import type { LocalChannel, LocalGuild, LocalMessage } from '../doubles/discord/index.ts';

/** What people of a server see of a meeting, found by its title. */
export class Shown {
  readonly #guild: LocalGuild;
  readonly #title: string;

  constructor(guild: LocalGuild, title: string) {
    this.#guild = guild;
    this.#title = title;
  }

  get threads(): readonly LocalChannel[] {
    return this.#guild.threads.filter(({ name, isDeleted }) => name === this.#title && !isDeleted);
  }

  /** Messages with the buttons of a control panel. */
  get panels(): readonly LocalMessage[] {
    const messages = this.#guild.channel('general').visible;
    return messages.filter((message) => hasButton(message, 'Stop') && message.text.includes(this.#title));
  }

  /** Messages with the buttons of minutes. */
  get minutes(): readonly LocalMessage[] {
    return this.messages.filter((message) => hasButton(message, 'Transcript'));
  }

  get messages(): readonly LocalMessage[] {
    return this.threads.flatMap(({ visible }) => visible);
  }

  /** Captions and notices, in order. */
  get texts(): readonly string[] {
    return this.messages.map(({ content }) => content).filter((content) => content !== '');
  }

  /** How often something stands among captions and notices. */
  count(text: string): number {
    return this.texts.reduce((sum, content) => sum + content.split(text).length - 1, 0);
  }

  /** What is attached to the minutes as plain text. */
  get transcript(): string {
    const files = this.minutes.flatMap((message) => message.files);
    return files.find(({ name }) => name.endsWith('.txt'))?.data.toString() ?? '';
  }
}

const hasButton = (message: LocalMessage, label: string): boolean =>
  message.buttons.some((button) => button.label === label);

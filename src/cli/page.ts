import { styleText } from 'node:util';
import type { CliIo } from './cli-io.ts';
import { wrap } from './terminal-text.ts';

type Style = Parameters<typeof styleText>[0];

const MARGIN = 2;

/** How text is set on a terminal: colour where there is some, lines that fit. */
export class Page {
  readonly #io: Pick<CliIo, 'useColour' | 'columns'>;

  constructor(io: Pick<CliIo, 'useColour' | 'columns'>) {
    this.#io = io;
  }

  /** Styles text where a terminal shows it, else leaves it plain. */
  paint(style: Style, text: string): string {
    return this.#io.useColour ? styleText(style, text, { validateStream: false }) : text;
  }

  title(text: string): string {
    return this.paint(['bold', 'cyan'], text);
  }

  /** A titled list below an empty line; nothing when the list is empty. `indent` is where the second line of an item begins. */
  section(title: string, items: readonly string[], indent = MARGIN): string[] {
    if (items.length === 0) return [];
    return ['', this.title(title), ...items.flatMap((item) => this.fit(`${' '.repeat(MARGIN)}${item}`, indent))];
  }

  fit(line: string, indent = 0): string[] {
    return wrap(line, this.#io.columns, indent);
  }
}

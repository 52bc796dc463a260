import type { Command } from './command.ts';
import { correctCommand } from './correct.ts';
import { costsCommand } from './costs.ts';
import { exportCommand } from './export.ts';
import { forgetCommand } from './forget.ts';
import { glossaryCommand } from './glossary.ts';
import { helpCommand } from './help.ts';
import { meetingsCommand } from './meetings.ts';
import { minutesCommand } from './minutes.ts';

export type { Command, CommandServices, Reply, ReplyFile } from './command.ts';
export { checkedMonth } from './costs.ts';

/** The one table of `/mom` subcommands. */
export const commands: readonly Command[] = [
  minutesCommand,
  meetingsCommand,
  exportCommand,
  costsCommand,
  correctCommand,
  glossaryCommand,
  forgetCommand,
  helpCommand,
];

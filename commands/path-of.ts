import type { Command } from './command.ts';

/** "start", "profile set": as a call names a command. */
export const pathOf = ({ group, name }: Pick<Command, 'group' | 'name'>): string => (group ? `${group} ${name}` : name);

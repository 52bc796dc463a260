/** What buttons do. Each is a command of the table, or asks for the words that one needs. */
const ACTIONS = [
  'stop',
  'pause',
  'resume',
  'off-record',
  'note',
  'optout',
  'full',
  'transcript',
  'judge',
  'right',
  'wrong',
] as const;
export type Action = (typeof ACTIONS)[number];

export interface ButtonId {
  readonly action: Action;
  readonly meetingId: string;
  /** Of the item that a verdict is about; "" otherwise. */
  readonly itemId: string;
}

/** Discord's limit of a custom id. */
const LONGEST = 100;
const PREFIX = 'mom';

export function customId(action: Action, meetingId: string, itemId = ''): string {
  return [PREFIX, action, meetingId, itemId].join(':').slice(0, LONGEST);
}

/** Null for what is not ours. */
export function readCustomId(text: string): ButtonId | null {
  const [prefix, name, meetingId = '', ...item] = text.split(':');
  const action = ACTIONS.find((known) => known === name);
  return prefix === PREFIX && action ? { action, meetingId, itemId: item.join(':') } : null;
}

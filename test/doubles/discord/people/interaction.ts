import type { Json } from '../json.ts';
import type { LocalChannel } from '../world/channel.ts';
import type { LocalMessage } from '../world/message.ts';

/** docs: "Interaction Type" */
export const interactionType = { COMMAND: 2, COMPONENT: 3, AUTOCOMPLETE: 4, MODAL: 5 } as const;

/** docs: "Interaction Callback Type" */
export const callbackType = {
  MESSAGE: 4,
  DEFERRED_MESSAGE: 5,
  DEFERRED_UPDATE: 6,
  UPDATE: 7,
  CHOICES: 8,
  MODAL: 9,
} as const;

/** docs: "you must send an initial response within 3 seconds". */
export const ANSWER_LIMIT_MS = 3_000;
/** docs: "Interaction tokens are valid for 15 minutes". */
export const TOKEN_LIFE_MS = 15 * 60_000;

export interface InteractionStart {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly userId: string;
  readonly channel: LocalChannel;
  readonly startedAtMs: number;
  /** Of a button or select: the message that bears it. */
  readonly source: LocalMessage | null;
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

/** Something a person did that the bot has to answer, with every answer so far. */
export class Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly userId: string;
  readonly channel: LocalChannel;
  readonly startedAtMs: number;
  readonly source: LocalMessage | null;
  /** Of the first answer. */
  callback: number | null = null;
  latencyMs: number | null = null;
  /** The message that `@original` names. */
  original: LocalMessage | null = null;
  readonly followUps: LocalMessage[] = [];
  /** The modal's JSON when the bot opened one. */
  modal: Json | null = null;
  choices: readonly Choice[] | null = null;

  constructor(start: InteractionStart) {
    this.id = start.id;
    this.token = start.token;
    this.type = start.type;
    this.userId = start.userId;
    this.channel = start.channel;
    this.startedAtMs = start.startedAtMs;
    this.source = start.source;
  }

  get isDeferred(): boolean {
    return this.callback === callbackType.DEFERRED_MESSAGE;
  }

  /** Whether the person sees more than "thinking…". */
  get isAnswered(): boolean {
    if (this.callback === null) return false;
    return this.original === null || !this.original.isLoading || this.followUps.length > 0;
  }

  /** What the person sees: the answer, or nothing while the bot thinks. */
  get message(): LocalMessage | null {
    return this.original && !this.original.isLoading ? this.original : (this.followUps[0] ?? null);
  }

  /** All that the person reads in answer. */
  get text(): string {
    const messages = [this.message, ...this.followUps].filter((message) => message !== null && !message.isDeleted);
    return [...new Set(messages)].map((message) => message?.text).join('\n');
  }
}

/** What people read and what is sent. */
export interface ChatChoice {
  readonly name: string;
  readonly value: string;
}

interface BaseOption {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
}

/** An option of a command, as the table tells it; `suggest` marks one that proposes values while the caller types. */
export type ChatOption =
  | (BaseOption & {
      readonly type: 'string';
      readonly choices?: readonly ChatChoice[];
      readonly suggest?: unknown;
      readonly maxLength?: number;
    })
  | (BaseOption & { readonly type: 'integer'; readonly min: number; readonly max: number })
  | (BaseOption & { readonly type: 'boolean' | 'user' | 'attachment' })
  | (BaseOption & { readonly type: 'channel'; readonly channels: 'text' | 'voice' });

/** One subcommand; together with its group it is called as "profile set". */
export interface ChatCommand {
  readonly group?: string;
  readonly name: string;
  readonly description: string;
  readonly options: readonly ChatOption[];
  /** Only the caller sees the answer. */
  readonly isPrivate: boolean;
}

/** Who calls; everything is read at the moment of the call. */
export interface ChatCaller {
  readonly userId: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly voiceChannelId: string | null;
  readonly canSee: (channelId: string) => boolean;
}

export type ChatValue =
  | string
  | number
  | boolean
  | { readonly id: string; readonly name: string }
  | { readonly name: string; readonly url: string; readonly bytes: number | null };

export interface ChatCall {
  /** "start", "profile set". */
  readonly command: string;
  readonly caller: ChatCaller;
  readonly scope: string;
  readonly guildId: string | null;
  readonly channelId: string | null;
  readonly locale: string;
  readonly values: Readonly<Record<string, ChatValue | undefined>>;
}

/** Text is Markdown of any length in which names and titles are made plain. */
export interface ChatReply {
  readonly text: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly isPrivate: boolean;
}

/** The table of commands as platforms use it: what can be called, and the one runner behind it. */
export interface CommandDesk {
  readonly commands: readonly ChatCommand[];
  /** What is said of each group. */
  readonly groups: Readonly<Record<string, string>>;
  /** @throws MomError whose sentence the caller reads */
  run(call: ChatCall): Promise<ChatReply>;
  suggest(call: ChatCall, optionName: string, typed: string): Promise<readonly ChatChoice[]>;
}

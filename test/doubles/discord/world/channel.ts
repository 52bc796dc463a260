import type { LocalGuild } from './guild.ts';
import type { LocalMessage } from './message.ts';

export type ChannelKind = 'text' | 'dm' | 'voice' | 'category' | 'thread' | 'private-thread' | 'stage';

/** Channel types (docs: "Channel Types"). */
const TYPE: Record<ChannelKind, number> = {
  text: 0,
  dm: 1,
  voice: 2,
  category: 4,
  thread: 11,
  'private-thread': 12,
  stage: 13,
};

export interface ChannelSetup {
  readonly name: string;
  readonly kind: ChannelKind;
  /** 0 is without limit. */
  readonly userLimit?: number;
  /** Permission bits that an overwrite takes from the bot here. */
  readonly botDenied?: bigint;
  readonly topic?: string;
}

/** A place where messages or voices go: text, voice, stage, thread, DM. */
export class LocalChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly guild: LocalGuild | null;
  readonly parent: LocalChannel | null;
  readonly userLimit: number;
  /** Every message that was ever posted here, deleted ones too, oldest first. */
  readonly messages: LocalMessage[] = [];
  readonly pinnedIds = new Set<string>();
  botDenied: bigint;
  name: string;
  topic: string | null;
  voiceStatus: string | null = null;
  isArchived = false;
  isLocked = false;
  autoArchiveMinutes = 1440;
  isDeleted = false;
  typingCount = 0;
  /** The other one of a DM. */
  recipientId: string | null = null;

  constructor(id: string, setup: ChannelSetup, guild: LocalGuild | null, parent: LocalChannel | null = null) {
    this.id = id;
    this.kind = setup.kind;
    this.guild = guild;
    this.parent = parent;
    this.name = setup.name;
    this.topic = setup.topic ?? null;
    this.userLimit = setup.userLimit ?? 0;
    this.botDenied = setup.botDenied ?? 0n;
  }

  get type(): number {
    return TYPE[this.kind];
  }

  get isThread(): boolean {
    return this.kind === 'thread' || this.kind === 'private-thread';
  }

  get isVoiceBased(): boolean {
    return this.kind === 'voice' || this.kind === 'stage';
  }

  /** Messages that people can still see, oldest first. */
  get visible(): readonly LocalMessage[] {
    return this.messages.filter((message) => !message.isDeleted);
  }
}

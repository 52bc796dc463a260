import type { Logger } from '../../../log.ts';
import type { ChannelFault, GuildAdapter, GuildAdapterCreator, MemberState } from './guild-adapter.ts';
import type { ToWorker, VoiceStateRequest } from './messages.ts';

/** Op 4 (Discord docs: "Update Voice State"). */
const UPDATE_VOICE_STATE = 4;

/** One guild's gateway for as long as a session lasts: also when discord.js throws its adapter away. */
export class GatewayLink {
  readonly #guildId: string;
  readonly #create: () => GuildAdapter;
  readonly #log: Logger;
  readonly #post: (message: ToWorker) => void;
  #adapter: GuildAdapter | null;
  /** What Discord was told last. */
  #isInVoice = false;

  /** @throws MomError voice_failed for a guild that the bot is not in */
  constructor(guildId: string, creator: GuildAdapterCreator, log: Logger, post: (message: ToWorker) => void) {
    this.#guildId = guildId;
    this.#log = log;
    this.#post = post;
    this.#create = () =>
      creator(guildId, {
        onVoiceServerUpdate: (data) => post({ kind: 'voice-server', data }),
        onVoiceStateUpdate: (data) => post({ kind: 'voice-state', data }),
        onMember: (member) => post({ kind: 'member', member }),
        destroy: () => {
          this.close();
          post({ kind: 'gateway-gone' });
        },
      });
    this.#adapter = this.#create();
  }

  members(): readonly MemberState[] {
    return this.#adapter?.members() ?? [];
  }

  channelFault(channelId: string): ChannelFault | null {
    return this.#adapter?.channelFault(channelId) ?? null;
  }

  /** What can't be sent now is asked for again by whoever waits for the answer. */
  send(payload: VoiceStateRequest): void {
    this.#isInVoice = payload.d.channel_id !== null;
    try {
      this.#adapter ??= this.#create();
      if (this.#adapter.sendPayload(payload)) return;
    } catch (err) {
      this.#log.warn({ err }, 'gateway can not be used');
    }
    this.#post({ kind: 'unsent' });
  }

  /** Takes the bot out of voice when nobody else has done so. */
  leave(): void {
    if (!this.#isInVoice) return;
    const data = { guild_id: this.#guildId, channel_id: null, self_mute: false, self_deaf: false };
    this.send({ op: UPDATE_VOICE_STATE, d: data });
  }

  close(): void {
    const adapter = this.#adapter;
    this.#adapter = null;
    adapter?.destroy();
  }
}

import type { MemberState } from '../guild-adapter.ts';

export interface AttendanceHooks {
  joined(member: MemberState): void;
  left(member: MemberState): void;
  muted(member: MemberState): void;
}

/** Who is in the bot's channel. Bots are not. */
export class Attendance {
  readonly #hooks: AttendanceHooks;
  /** Everybody in voice in the guild: the bot may be moved to where they are. */
  readonly #everybody = new Map<string, MemberState>();
  readonly #present = new Map<string, MemberState>();
  #channelId: string | null = null;

  constructor(hooks: AttendanceHooks) {
    this.#hooks = hooks;
  }

  get present(): readonly MemberState[] {
    return [...this.#present.values()];
  }

  /** Who is there under this number, or null. */
  find(userId: string): MemberState | null {
    return this.#present.get(userId) ?? null;
  }

  update(member: MemberState): void {
    if (member.channelId === null) this.#everybody.delete(member.userId);
    else this.#everybody.set(member.userId, member);
    this.#look(member);
  }

  /** The bot is there now. */
  enter(channelId: string): void {
    if (this.#channelId === channelId) return;
    this.#channelId = channelId;
    for (const member of [...this.#present.values(), ...this.#everybody.values()])
      this.#look(this.#everybody.get(member.userId) ?? { ...member, channelId: null });
  }

  #look(member: MemberState): void {
    const before = this.#present.get(member.userId);
    const isPresent = !member.isBot && this.#channelId !== null && member.channelId === this.#channelId;
    if (isPresent) this.#present.set(member.userId, member);
    else this.#present.delete(member.userId);
    if (isPresent && !before) this.#hooks.joined(member);
    if (!isPresent && before) this.#hooks.left(before);
    if (isPresent && member.isMuted !== (before?.isMuted ?? false)) this.#hooks.muted(member);
  }
}

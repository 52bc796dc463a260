import type { CaptureReceipt } from '../../domain/receipt.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MeetingThread, PanelState, PanelView, ThreadRef } from '../../ports/meeting-thread.ts';

/** What the panel tells beside its state. */
export interface PanelFacts {
  readonly meetingId: string;
  readonly title: string;
  readonly startedAtMs: number;
  readonly voiceChannelId: string;
  readonly startedBy: string | null;
  readonly recorded: readonly string[];
  readonly optedOut: readonly string[];
  readonly captions: number;
  readonly receipt: CaptureReceipt;
  readonly privacyCode: string | null;
}

const MAX_ACTIVITIES = 10;

/** The control panel of one meeting; the platform coalesces what comes too fast. */
export class CallPanel {
  readonly #thread: MeetingThread;
  readonly #clock: Clock;
  #activities: PanelView['activities'] = [];

  constructor(thread: MeetingThread, clock: Clock) {
    this.#thread = thread;
    this.#clock = clock;
  }

  /** Something happened that the next view lists. */
  note(text: string): void {
    this.#activities = [{ atMs: this.#clock.now(), text }, ...this.#activities].slice(0, MAX_ACTIVITIES);
  }

  /** Does nothing while there is no thread. */
  show(ref: ThreadRef | null, state: PanelState, { receipt, ...facts }: PanelFacts): void {
    if (!ref) return;
    const packets = receipt.members.reduce((sum, member) => sum + member.packets, 0);
    const lostPackets = receipt.members.reduce((sum, member) => sum + member.lostPackets, 0);
    this.#thread.showPanel(ref, { ...facts, state, packets, lostPackets, activities: this.#activities });
  }
}

export const emptyReceipt: CaptureReceipt = { members: [], reconnects: 0, disconnectedMs: 0, pausedMs: 0 };

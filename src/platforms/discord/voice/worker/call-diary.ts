import type { CaptureEvent } from '../../../../domain/packet.ts';
import type { Logger } from '../../../../log.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { VoiceEvent } from '../../../../ports/voice-capture.ts';
import type { MemberState } from '../guild-adapter.ts';
import type { Recorder } from './recorder.ts';
import { warnings } from './sentences.ts';

/** What happens in the call beside the sound: into the journal for later, to the main thread for now. */
export class CallDiary {
  readonly #recorder: Recorder;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #tell: (event: VoiceEvent) => void;
  #isDisconnected = false;

  constructor(recorder: Recorder, clock: Clock, log: Logger, tell: (event: VoiceEvent) => void) {
    this.#recorder = recorder;
    this.#clock = clock;
    this.#log = log;
    this.#tell = tell;
  }

  joined({ userId, name }: MemberState): void {
    const event = { type: 'member-join', atMs: this.#clock.now(), userId, name } as const;
    this.#journalOf(userId, event);
    this.#tell(event);
  }

  left({ userId }: MemberState): void {
    const event = { type: 'member-leave', atMs: this.#clock.now(), userId } as const;
    this.#journalOf(userId, event);
    this.#tell(event);
  }

  muted({ userId, isMuted }: MemberState): void {
    this.#journalOf(userId, { type: 'member-mute', atMs: this.#clock.now(), userId, isMuted });
  }

  /** An account that was excluded may be recorded from now on, or the other way round. */
  included({ userId, name, isMuted }: MemberState): void {
    const atMs = this.#clock.now();
    this.#recorder.event({ type: 'member-join', atMs, userId, name });
    if (isMuted) this.#recorder.event({ type: 'member-mute', atMs, userId, isMuted });
  }

  excluded({ userId }: MemberState): void {
    this.#recorder.event({ type: 'member-leave', atMs: this.#clock.now(), userId });
  }

  source(userId: string, ssrc: number): void {
    this.#journalOf(userId, { type: 'ssrc-map', atMs: this.#clock.now(), userId, ssrc });
  }

  epoch(epoch: number): void {
    this.#recorder.event({ type: 'dave-epoch', atMs: this.#clock.now(), epoch });
  }

  note(userId: string, name: string, text: string): void {
    this.#recorder.event({ type: 'note', atMs: this.#clock.now(), userId, name, text });
  }

  moved(channelId: string): void {
    this.#tell({ type: 'moved', atMs: this.#clock.now(), channelId });
  }

  reconnectStarted(reason: string, atMs = this.#clock.now()): void {
    if (this.#isDisconnected) return;
    this.#isDisconnected = true;
    const event = { type: 'reconnect-start', atMs, reason } as const;
    this.#recorder.event(event);
    this.#tell(event);
  }

  reconnectEnded(): void {
    if (!this.#isDisconnected) return;
    this.#isDisconnected = false;
    const event = { type: 'reconnect-end', atMs: this.#clock.now() } as const;
    this.#recorder.event(event);
    this.#tell(event);
  }

  written(): void {
    this.#tell({ type: 'journal-written', atMs: this.#clock.now() });
  }

  warn(code: keyof typeof warnings): void {
    this.warnOf(code, warnings[code]);
  }

  /** With figures, or a fault's own words. */
  warnOf(code: string, text: string): void {
    this.#log.warn({ code }, 'capture warns');
    this.#tell({ type: 'warning', atMs: this.#clock.now(), code, text });
  }

  /** Nothing is written of somebody who is not to be recorded. */
  #journalOf(userId: string, event: CaptureEvent): void {
    if (this.#recorder.wants(userId)) this.#recorder.event(event);
  }
}

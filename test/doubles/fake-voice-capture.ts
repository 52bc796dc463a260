import type { Erasure } from '../../src/domain/erasure.ts';
import type { Packet } from '../../src/domain/packet.ts';
import type { CaptureReceipt } from '../../src/domain/receipt.ts';
import { createLog } from '../../src/log.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { JoinRequest, VoiceCapture, VoiceEvent, VoiceSession } from '../../src/ports/voice-capture.ts';
import { captureReceipt, type JournalWriter, openJournal, readJournal } from '../../src/recording/index.ts';
import type { JournalDisk } from '../../src/recording/journal/journal-disk.ts';

/** Somebody in a voice channel. */
export interface Talker {
  readonly userId: string;
  readonly name: string;
}

/** Calls in which everybody's packets go into a real journal, as the port demands. */
export class FakeVoiceCapture implements VoiceCapture {
  readonly joins: JoinRequest[] = [];
  /** By guild: the session that is open now. */
  readonly sessions = new Map<string, FakeVoiceSession>();
  /** Thrown by the next joins, one each. */
  readonly faults: Error[] = [];
  /** Joins wait for it. */
  door: Promise<void> = Promise.resolve();
  disk: JournalDisk | null = null;
  readonly #clock: Clock;
  readonly #members: (guildId: string, channelId: string) => readonly Talker[];

  constructor(clock: Clock, members: (guildId: string, channelId: string) => readonly Talker[]) {
    this.#clock = clock;
    this.#members = members;
  }

  async join(request: JoinRequest, signal?: AbortSignal): Promise<FakeVoiceSession> {
    this.joins.push(request);
    await Promise.race([this.door, aborted(signal)]);
    signal?.throwIfAborted();
    const fault = this.faults.shift();
    if (fault) throw fault;
    const session = await FakeVoiceSession.open(request, this.#clock, this.disk, () =>
      this.sessions.delete(request.guildId),
    );
    this.sessions.set(request.guildId, session);
    for (const member of this.#members(request.guildId, request.channelId)) session.join(member);
    return session;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.sessions.values()) await session[Symbol.asyncDispose]();
  }
}

export class FakeVoiceSession implements VoiceSession {
  readonly request: JoinRequest;
  readonly #writer: JournalWriter;
  readonly #clock: Clock;
  readonly #onLeft: () => void;
  readonly #excluded: Set<string>;
  readonly #pending: VoiceEvent[] = [];
  readonly #sequences = new Map<string, number>();
  #changed = Promise.withResolvers<void>();
  #isOver = false;
  #isPaused = false;

  static async open(
    request: JoinRequest,
    clock: Clock,
    disk: JournalDisk | null,
    onLeft: () => void,
  ): Promise<FakeVoiceSession> {
    const opened: FakeVoiceSession[] = [];
    const tell = (event: VoiceEvent): void => {
      for (const session of opened) session.tell(event);
    };
    const { meetingId, startedAtMs, journalFolder, journalKey } = request;
    const writer = await openJournal(journalFolder, {
      ...{ meetingId, startedAtMs, clock, log: createLog('silent'), key: journalKey },
      ...(disk ? { disk } : {}),
      onFault: ({ code, sentence }) => tell({ type: 'warning', atMs: clock.now(), code, text: sentence }),
      onWritten: () => tell({ type: 'journal-written', atMs: clock.now() }),
    });
    const session = new FakeVoiceSession(request, writer, clock, onLeft);
    opened.push(session);
    return session;
  }

  private constructor(request: JoinRequest, writer: JournalWriter, clock: Clock, onLeft: () => void) {
    this.request = request;
    this.#writer = writer;
    this.#clock = clock;
    this.#onLeft = onLeft;
    this.#excluded = new Set(request.excludedUserIds);
  }

  get events(): AsyncIterable<VoiceEvent> {
    return this.#events();
  }

  join({ userId, name }: Talker): void {
    const event = { type: 'member-join', atMs: this.#clock.now(), userId, name } as const;
    if (!this.#excluded.has(userId)) this.#writer.event(event);
    this.tell(event);
  }

  gone(userId: string): void {
    const event = { type: 'member-leave', atMs: this.#clock.now(), userId } as const;
    if (!this.#excluded.has(userId)) this.#writer.event(event);
    this.tell(event);
  }

  /** 20 ms of somebody, now. */
  hear(userId: string, opus: Uint8Array, arrivalMs = this.#clock.now()): void {
    if (this.#excluded.has(userId) || this.#isPaused || this.#isOver) return;
    const sequence = this.#sequences.get(userId) ?? 0;
    this.#sequences.set(userId, sequence + 1);
    const packet: Packet = {
      ...{ userId, ssrc: this.#ssrcOf(userId), sequence: sequence & 0xffff, arrivalMs, opus },
      rtpTime: (arrivalMs * 48) >>> 0,
    };
    this.#writer.packet(packet);
  }

  /** 20 ms of somebody that never arrive. */
  lose(userId: string): void {
    this.#sequences.set(userId, (this.#sequences.get(userId) ?? 0) + 1);
  }

  /** The platform says it is over. */
  end(reason: Extract<VoiceEvent, { type: 'end' }>['reason'], text: string): void {
    this.tell({ type: 'end', atMs: this.#clock.now(), reason, text });
  }

  tell(event: VoiceEvent): void {
    this.#pending.push(event);
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  async pause(userId: string | null): Promise<void> {
    if (!this.#isPaused) this.#writer.event({ type: 'pause-start', atMs: this.#clock.now(), userId });
    this.#isPaused = true;
  }

  async resume(userId: string | null): Promise<void> {
    if (this.#isPaused) this.#writer.event({ type: 'pause-end', atMs: this.#clock.now(), userId });
    this.#isPaused = false;
  }

  async note(note: { readonly userId: string; readonly name: string; readonly text: string }): Promise<void> {
    this.#writer.event({ type: 'note', atMs: this.#clock.now(), ...note });
  }

  async exclude(userId: string): Promise<void> {
    this.#excluded.add(userId);
  }

  async include(userId: string): Promise<void> {
    this.#excluded.delete(userId);
  }

  erase(erasure: Erasure): Promise<void> {
    return this.#writer.erase(erasure);
  }

  async receipt(): Promise<CaptureReceipt> {
    const { journalFolder, journalKey } = this.request;
    return await captureReceipt(readJournal(journalFolder, { key: journalKey })).catch(() => NOTHING);
  }

  async privacyCode(): Promise<string | null> {
    return '12345 67890';
  }

  async leave(reason: string): Promise<void> {
    if (this.#isOver) return;
    this.#writer.event({ type: 'end', atMs: this.#clock.now(), reason });
    await this[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isOver) return;
    this.tell({ type: 'end', atMs: this.#clock.now(), reason: 'left', text: 'left' });
    this.#isOver = true;
    this.#onLeft();
    await this.#writer[Symbol.asyncDispose]();
  }

  async *#events(): AsyncGenerator<VoiceEvent> {
    for (;;) {
      const event = this.#pending.shift();
      if (event) yield event;
      if (event?.type === 'end') return;
      if (!event) await this.#changed.promise;
    }
  }

  #ssrcOf(userId: string): number {
    return Number(BigInt(userId) & 0xffffn);
  }
}

const NOTHING: CaptureReceipt = { members: [], reconnects: 0, disconnectedMs: 0, pausedMs: 0 };

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

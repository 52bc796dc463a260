import type { DAVESession } from '@discordjs/voice';
import type { Clock } from '../../../../../ports/clock.ts';
import { type Arrival, Arrivals } from './arrivals.ts';
import { DaveKeys } from './dave-keys.ts';
import type { Frame } from './frame.ts';
import { Owners } from './owners.ts';
import { parseRtp, payloadOf, type RtpHeader } from './rtp-packet.ts';
import { SeenPackets } from './seen-packets.ts';
import type { TapHooks } from './tap-hooks.ts';
import { createTransportCipher, type TransportCipher } from './transport-cipher.ts';
import { Unattributed } from './unattributed.ts';
import { type Opener, UserFrames } from './user-frames.ts';

/** How long packets wait for whatever would let them be understood. */
const GIVE_UP_MS = 3_000;
/** Datagrams that overtook the message with the key. */
const MAX_EARLY = 400;
const MAX_USERS = 1_024;
/** Every so many failures somebody else's keys are tried: the source may have been named wrongly. */
const FAILURES_BEFORE_DOUBT = 10;
/** As many frames in a row make other clients give up and ask for new keys too (library: DEFAULT_DECRYPTION_FAILURE_TOLERANCE). */
const FAILURES_BEFORE_RECOVERY = 36;

const inClear: Opener = { open: (_, payload) => payload };

/** One voice session on one voice server: from datagrams to Opus packets that have an owner. */
export class CallStream {
  readonly #clock: Clock;
  readonly #hooks: TapHooks;
  readonly #seen = new SeenPackets();
  readonly #owners = new Owners();
  readonly #users = new Map<string, UserFrames>();
  readonly #unattributed: Unattributed;
  readonly #arrivals = new Arrivals();
  #members: ReadonlySet<string> = new Set();
  #cipher: TransportCipher | null = null;
  #dave: DaveKeys | null = null;
  #epoch: number | null = null;
  #isOver = false;

  constructor(clock: Clock, hooks: TapHooks) {
    this.#clock = clock;
    this.#hooks = hooks;
    this.#unattributed = new Unattributed((packets) => hooks.gap(null, 'held-too-long', packets));
  }

  get hasKey(): boolean {
    return this.#cipher !== null;
  }

  /** Op 4. */
  unlock(mode: string, key: Uint8Array): void {
    this.#cipher = createTransportCipher(mode, key);
    this.#openArrivals();
  }

  /** Op 4 in a call that may be end-to-end encrypted. */
  encrypt(session: DAVESession): void {
    this.#dave = new DaveKeys(session, this.#clock, {
      beforeChange: () => this.#settleAll(),
      onChange: () => this.#keysChanged(),
      onRecovery: () => this.#hooks.recovery(),
      onEnd: () => this.end(),
    });
  }

  /** Who is connected, as the library keeps it: the set changes by itself. */
  setMembers(members: ReadonlySet<string>): void {
    this.#members = members;
  }

  /** Op 5: whose the source is. */
  name(ssrc: number, userId: string): void {
    this.#openArrivals();
    this.#own(ssrc, userId);
  }

  /** Op 13. */
  leave(userId: string): void {
    this.#openArrivals();
    this.#owners.leave(userId, this.#clock.now());
  }

  /** From the socket. */
  receive(datagram: Buffer): void {
    if (!this.#cipher && (this.#arrivals.count === MAX_EARLY || !parseRtp(datagram))) return;
    this.#arrivals.add({ datagram, arrivalMs: this.#clock.now() });
    if (this.#arrivals.isDue) this.#openArrivals();
  }

  /** Whoever is not wanted any more: nothing of them is kept. */
  drop(userId: string): void {
    this.#users.get(userId)?.drop();
  }

  /** To be called ten times a second. */
  sweep(): void {
    this.#openArrivals();
    const nowMs = this.#clock.now();
    if (this.#dave) this.#tryKeys(nowMs);
    this.#unattributed.sweep(nowMs, GIVE_UP_MS);
    for (const frames of this.#users.values()) frames.sweep(nowMs, GIVE_UP_MS);
    for (const userId of this.#owners.forgetLeft(nowMs)) this.#forget(userId);
    this.#tellEpoch();
  }

  /** The session is over: what has not been understood never will be. */
  end(): void {
    if (this.#isOver) return;
    this.#settleAll();
    this.#isOver = true;
    for (const frames of this.#users.values()) frames.end();
    this.#unattributed.end();
    if (this.#arrivals.count > 0) this.#hooks.gap(null, 'held-too-long', this.#arrivals.count); // there never was a key
  }

  #own(ssrc: number, userId: string): void {
    if (!this.#owners.set(ssrc, userId)) return;
    this.#hooks.source(userId, ssrc);
    for (const frame of this.#unattributed.take(ssrc)) this.#route(userId, frame);
  }

  /** Done before whatever changes what they mean: keys, owners, the end. Never throws, or these would not happen. */
  #openArrivals(): void {
    if (!this.#cipher) return;
    for (let next = this.#arrivals.take(); next; next = this.#arrivals.take()) {
      try {
        this.#take(next);
      } catch (error: unknown) {
        this.#hooks.fault(error);
      }
    }
  }

  #take({ datagram, arrivalMs }: Arrival): void {
    const header = parseRtp(datagram);
    if (!header || this.#isOver) return;
    const owner = this.#owners.of(header.ssrc);
    if (owner !== undefined && !this.#hooks.wants(owner)) return;
    const payload = this.#openTransport(datagram, header);
    if (!payload) return void this.#spoilt(owner);
    if (!this.#seen.isNew(header)) return;
    const { ssrc, sequence, rtpTime } = header;
    const frame = { ssrc, sequence, rtpTime, arrivalMs, payload };
    if (owner === undefined) this.#unattributed.hold(frame);
    else this.#route(owner, frame);
  }

  /** Anybody can send us noise; a loss it is only when it claims to be somebody's. */
  #spoilt(owner: string | undefined): void {
    if (owner !== undefined) this.#hooks.gap(owner, 'decrypt', 1);
  }

  #openTransport(datagram: Buffer, header: RtpHeader): Buffer | null {
    const plain = this.#cipher?.open(datagram, header.clearBytes) ?? null;
    return plain && payloadOf(plain, header);
  }

  #route(userId: string, frame: Frame): void {
    if (!this.#hooks.wants(userId)) return;
    const frames = this.#framesOf(userId);
    frames.add(frame);
    const failures = frames.failuresOf(frame.ssrc);
    if (failures === 0) return;
    if (failures % FAILURES_BEFORE_DOUBT === 0) this.#doubt(userId, frames, frame.ssrc);
    if (failures > FAILURES_BEFORE_RECOVERY) this.#dave?.recover();
  }

  /** Tried with the oldest frame that waits: a decryptor takes none that is older than the first. */
  #doubt(userId: string, frames: UserFrames, ssrc: number): void {
    const [oldest] = frames.waitingOf(ssrc);
    const owner = (oldest && this.#dave?.identify(oldest.payload, this.#members)) ?? userId;
    if (owner === userId) return;
    const mistaken = frames.takeSource(ssrc);
    this.#own(ssrc, owner);
    for (const frame of mistaken) this.#route(owner, frame);
  }

  #forget(userId: string): void {
    this.#users.get(userId)?.end();
    this.#users.delete(userId);
  }

  #framesOf(userId: string): UserFrames {
    const known = this.#users.get(userId);
    if (known) return known;
    const [oldest] = this.#users.keys();
    if (this.#users.size === MAX_USERS && oldest !== undefined) this.#forget(oldest);
    const frames = new UserFrames(userId, this.#dave ?? inClear, {
      opened: (owner, frame, opus) => this.#emit(owner, frame, opus),
      lost: (owner, packets) => this.#hooks.gap(owner, 'decrypt', packets),
    });
    this.#users.set(userId, frames);
    return frames;
  }

  #emit(userId: string, { ssrc, sequence, rtpTime, arrivalMs }: Frame, opus: Buffer): void {
    this.#hooks.packet({ userId, ssrc, sequence, rtpTime, arrivalMs, opus });
  }

  /** What waits for nothing but its turn is opened while there are keys for it. */
  #settleAll(): void {
    this.#openArrivals();
    if (this.#dave) this.#tryKeys(Number.POSITIVE_INFINITY);
    for (const frames of this.#users.values()) frames.settle();
  }

  #tryKeys(nowMs: number): void {
    for (const { ssrc, frames } of this.#unattributed.trials(nowMs)) this.#identify(ssrc, frames);
  }

  #keysChanged(): void {
    this.#tellEpoch();
    for (const frames of this.#users.values()) frames.retry();
    this.#unattributed.encourage();
  }

  #identify(ssrc: number, frames: readonly Frame[]): void {
    const [first] = frames;
    for (const waiting of this.#users.values()) waiting.settleBefore(first?.arrivalMs ?? 0);
    for (const { payload } of frames) {
      const userId = this.#dave?.identify(payload, this.#members);
      if (userId) return void this.#own(ssrc, userId);
    }
  }

  #tellEpoch(): void {
    const epoch = this.#dave?.epoch ?? null;
    if (epoch === null || epoch === this.#epoch) return;
    this.#epoch = epoch;
    this.#hooks.epoch(epoch);
  }
}

import type { Clock } from '../../../../../ports/clock.ts';

/** Less than a frame of talk, so that what is placed by its arrival stays where it belongs. */
const NAP_MS = 15;
/** When the next datagrams come sooner than this it is a lively call, from four people talking at once on. */
const LIVELY_MS = 5;
/** libuv reads as many datagrams in a turn (uv__udp_recvmsg): with less the socket was empty. */
const FULL_TURN = 32;

/**
 * Waking up for a datagram costs more than opening it, and 25 people make 1,250 a second. In a lively call the thread sleeps between them,
 * so that the kernel collects some for each waking. While more than a turn's worth waits in the socket nobody sleeps.
 */
export class BunchedArrivals {
  readonly #clock: Clock;
  readonly #nap: (ms: number) => void;
  #arrived = 0;
  #wokeAtMs = Number.NEGATIVE_INFINITY;

  /** @param nap Blocks the thread for so many ms. */
  constructor(clock: Clock, nap: (ms: number) => void) {
    this.#clock = clock;
    this.#nap = nap;
  }

  /** To be called for each datagram. */
  arrived(): void {
    this.#arrived += 1;
    if (this.#arrived === 1) setImmediate(this.#turnIsOver);
  }

  readonly #turnIsOver = (): void => {
    const isLively = this.#clock.now() - this.#wokeAtMs <= LIVELY_MS;
    if (isLively && this.#arrived < FULL_TURN) this.#nap(NAP_MS);
    this.#arrived = 0;
    this.#wokeAtMs = this.#clock.now();
  };
}

import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import { gatewayOp } from './gateway-ops.ts';
import { isSent } from './intents.ts';

const REPLAY_BOUND = 500;

export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** One logged-in session: numbers its events and keeps the last ones for RESUME. Survives its WebSocket. */
export class GatewaySession {
  readonly id = randomBytes(16).toString('hex');
  readonly intents: number;
  readonly shard: Shard;
  #socket: WebSocket | null;
  #sequence = 0;
  #kept: { readonly sequence: number; readonly text: string }[] = [];

  constructor(socket: WebSocket, intents: number, shard: Shard) {
    this.#socket = socket;
    this.intents = intents;
    this.shard = shard;
  }

  get socket(): WebSocket | null {
    return this.#socket;
  }

  /** docs: "Sharding Formula" */
  holdsGuild(guildId: string): boolean {
    return Number((BigInt(guildId) >> 22n) % BigInt(this.shard.count)) === this.shard.index;
  }

  dispatch(event: string, data: unknown, isDirect = false): void {
    if (!isSent(event, this.intents, isDirect)) return;
    this.#sequence += 1;
    const text = JSON.stringify({ op: gatewayOp.DISPATCH, t: event, s: this.#sequence, d: data });
    this.#kept.push({ sequence: this.#sequence, text });
    if (this.#kept.length > REPLAY_BOUND) this.#kept.shift();
    this.#write(text);
  }

  /** @returns how many events were replayed, or null when too old */
  resume(socket: WebSocket, sequence: number): number | null {
    const oldest = this.#kept[0]?.sequence ?? this.#sequence + 1;
    if (sequence + 1 < oldest || sequence > this.#sequence) return null;
    this.#socket = socket;
    const missed = this.#kept.filter((kept) => kept.sequence > sequence);
    for (const { text } of missed) this.#write(text);
    this.dispatch('RESUMED', { _trace: [] });
    return missed.length;
  }

  /** Without a number, not kept. */
  send(op: number, data: unknown): void {
    this.#write(JSON.stringify({ op, d: data, s: null, t: null }));
  }

  detach(socket: WebSocket): void {
    if (this.#socket === socket) this.#socket = null;
  }

  #write(text: string): void {
    if (this.#socket?.readyState === this.#socket?.OPEN) this.#socket?.send(text);
  }
}

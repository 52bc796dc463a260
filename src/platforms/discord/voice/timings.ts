/** How patient capture is, in ms. Tests shorten them. */
export interface CaptureTimings {
  /** From op 4 to Discord's answer, which otherwise is one gateway round trip. */
  readonly answerMs: number;
  /** From op 4 to sound. */
  readonly readyMs: number;
  /** After 4014: how long a move to another channel may take. */
  readonly moveMs: number;
  /** Before the second try, the third…; a random share of `jitterMs` comes on top. */
  readonly pausesMs: readonly number[];
  readonly jitterMs: number;
  /** After 4021 and 4022, doubled each time: the voice server asked for rest. */
  readonly restMs: number;
  readonly joinTries: number;
  readonly reconnectTries: number;
  /** How long the gateway may be away before a recording that lost its voice connection is given up. */
  readonly outageMs: number;
  /** Between two op 4: the gateway closes above 120 events a minute of all guilds together. */
  readonly requestPauseMs: number;
  /** Unmuted people but no packet: join anew; after as long again: warn. */
  readonly silentMs: number;
  /** A disk that takes nothing for so long ends the recording. */
  readonly diskMs: number;
}

export const captureTimings: CaptureTimings = {
  answerMs: 5_000,
  readyMs: 15_000,
  moveMs: 5_000,
  pausesMs: [1_000, 2_000, 4_000, 8_000],
  jitterMs: 500,
  restMs: 60_000,
  joinTries: 3,
  reconnectTries: 5,
  outageMs: 600_000,
  requestPauseMs: 1_000,
  silentMs: 60_000,
  diskMs: 60_000,
};

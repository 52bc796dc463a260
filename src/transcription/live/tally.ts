/** Counted since the start, of everything that one engine hears live. */
export interface LiveTally {
  /** Chunks that were answered, whatever the answer. */
  chunks: number;
  /** Chunks whose text was not believed. */
  rejected: number;
  /** Second tries of chunks that failed. */
  retries: number;
  /** Chunks that failed twice, or could not be heard before the end: each was told as a gap. */
  gaps: number;
  /** Chunks that were added to one that waited. */
  grown: number;
  /** Chunks that had to wait beside another one of their speaker. */
  crowded: number;
  /** Chunks for which speech detection had to wait because their speaker's line was full. */
  delayed: number;
  /** Utterances that were heard while they were spoken. */
  streams: number;
  /** Streams that broke: their speech was heard again in chunks. */
  brokenStreams: number;
  /** Times that a meeting fell behind. */
  lags: number;
  /** Events that a reader was too slow for. */
  eventsDropped: number;
  /** Attempts to store captions that failed. */
  storeFaults: number;
}

export const newTally = (): LiveTally => ({
  chunks: 0,
  rejected: 0,
  retries: 0,
  gaps: 0,
  grown: 0,
  crowded: 0,
  delayed: 0,
  streams: 0,
  brokenStreams: 0,
  lags: 0,
  eventsDropped: 0,
  storeFaults: 0,
});

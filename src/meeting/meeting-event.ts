import type { ChunkResult } from '../domain/chunk-result.ts';
import type { Speaker } from '../domain/speaker.ts';

/** What a run tells while it goes on, for captions and progress bars. */
export type MeetingEvent =
  | {
      readonly type: 'track-delta';
      readonly trackId: string;
      readonly positionMs: number;
      readonly totalMs: number | null;
    }
  | { readonly type: 'track-end'; readonly trackId: string }
  | { readonly type: 'chunk-start'; readonly trackId: string }
  | { readonly type: 'chunk-end'; readonly speaker: Speaker; readonly result: ChunkResult }
  | { readonly type: 'minutes-start' };

export type MeetingListener = (event: MeetingEvent) => void;

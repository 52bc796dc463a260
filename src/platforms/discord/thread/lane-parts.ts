import type { Logger } from '../../../log.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { PostStore } from '../../../ports/post-store.ts';
import type { Poster } from './poster.ts';

/** What a lane works with. */
export interface LaneParts {
  readonly meetingId: string;
  readonly poster: Pick<Poster, 'create' | 'edit' | 'delete' | 'after' | 'unarchive'>;
  readonly store: PostStore;
  readonly botId: () => string;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface LaneCounters {
  created: number;
  edited: number;
  removed: number;
  /** Attempts that failed and were made again. */
  delayed: number;
  /** Posts that found the queue full. */
  refused: number;
}

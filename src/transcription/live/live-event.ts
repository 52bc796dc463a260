import type { Caption } from '../../domain/caption.ts';
import type { Speaker } from '../../domain/speaker.ts';

/** What happens to the captions of one meeting. `caption` is always the whole caption as it stands then. */
export type LiveEvent =
  | { readonly type: 'caption-start'; readonly caption: Caption }
  /** `delta` is what its text has more than before. */
  | { readonly type: 'caption-delta'; readonly caption: Caption; readonly delta: string }
  | { readonly type: 'caption-end'; readonly caption: Caption }
  | CaptionGap
  /** The oldest speech that nobody has read yet is older than 10 s. */
  | { readonly type: 'lag-start'; readonly lagMs: number }
  | { readonly type: 'lag-end'; readonly lagMs: number };

/** Speech that live captions could not give, even after a second try. Meeting time in ms. */
export interface CaptionGap extends Speaker {
  readonly type: 'caption-gap';
  readonly trackId: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Code of the failure. */
  readonly reason: string;
}

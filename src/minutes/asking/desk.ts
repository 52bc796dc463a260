import type { Usage } from '../../domain/usage.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DraftStore } from '../../ports/draft-store.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { ModelMemory } from '../../ports/model-memory.ts';
import type { ModelProvider } from '../../ports/model-provider.ts';
import type { RateLimits } from '../../ports/rate-limits.ts';
import type { Breakers } from './breakers.ts';
import type { CouncilRules } from './council-rules.ts';
import type { OnNotice } from './notice.ts';
import type { CouncilTiming } from './timing.ts';

/** Everything that asking needs, the same for all meetings. */
export interface CouncilDesk {
  readonly clock: Clock;
  readonly log: Logger;
  /** 0..1, for jitter. */
  readonly random: () => number;
  /** By name. */
  readonly providers: ReadonlyMap<string, ModelProvider>;
  readonly rateLimits: RateLimits;
  readonly ledger: Ledger;
  readonly memory: ModelMemory;
  readonly drafts: DraftStore;
  readonly breakers: Breakers;
  readonly rules: CouncilRules;
  readonly timing: CouncilTiming;
  /** Every call that was paid for, or may have been. */
  readonly onUsage: (usage: Usage) => void;
  readonly onNotice: OnNotice;
}

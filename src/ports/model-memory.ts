import type { JsonMode } from './language-model.ts';

/** A model of a provider. */
export interface ModelName {
  readonly provider: string;
  readonly model: string;
}

/**
 * What was learnt about models by asking them, for all meetings and processes. Every call is one transaction.
 *
 * @throws MomError store_failed
 */
export interface ModelMemory {
  /** No longer offered; not asked again before `untilMs`. */
  retire(name: ModelName, untilMs: number): Promise<void>;
  /** Models that are retired at `nowMs`. */
  retired(nowMs: number): Promise<readonly ModelName[]>;
  /** The strictest mode that the model is known to take at `nowMs`; null when nothing is known. */
  jsonMode(name: ModelName, nowMs: number): Promise<JsonMode | null>;
  rememberJsonMode(name: ModelName, mode: JsonMode, untilMs: number): Promise<void>;
  /** True the first time for a key, in whatever process: people are told once. */
  isNews(key: string, nowMs: number): Promise<boolean>;
}

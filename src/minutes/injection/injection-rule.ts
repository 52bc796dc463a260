import type { InjectionReason } from './reason.ts';

/** One kind of words that steer. */
export interface InjectionRule {
  readonly reason: InjectionReason;
  readonly pattern: RegExp;
}

/** Rules for text in normal form: lower case, no accents. */
export const rules = (reason: InjectionReason, patterns: readonly string[]): readonly InjectionRule[] =>
  patterns.map((pattern) => ({ reason, pattern: new RegExp(pattern, 'u') }));

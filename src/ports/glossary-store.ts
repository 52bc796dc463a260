/** What a user told us: `from` was heard, `to` was said. */
export interface Correction {
  readonly from: string;
  readonly to: string;
}

/** So many terms and so many corrections of a scope are kept; the oldest go. */
export const MAX_GLOSSARY_ENTRIES = 500;

/**
 * Words that a scope (guild, workspace, "local") uses, and what its people corrected. Every call is one transaction. Two spellings that
 * differ in case only are the same term, the same `from`.
 *
 * @throws MomError store_failed
 */
export interface GlossaryStore {
  /** The ones added last first. */
  terms(scope: string): Promise<readonly string[]>;
  /** Adding a term again moves it to the front; the last of `terms` is added last. */
  addTerms(scope: string, terms: readonly string[]): Promise<void>;
  removeTerm(scope: string, term: string): Promise<boolean>;
  /** The one made last first. */
  corrections(scope: string): Promise<readonly Correction[]>;
  /** Its `to` becomes a term. A second correction of the same `from` takes the place of the first. */
  addCorrection(scope: string, correction: Correction): Promise<void>;
  /** Forgets what `from` was corrected to; the term stays. True when there was one. */
  removeCorrection(scope: string, from: string): Promise<boolean>;
}

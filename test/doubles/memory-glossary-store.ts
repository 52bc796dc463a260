import { type Correction, type GlossaryStore, MAX_GLOSSARY_ENTRIES } from '../../src/ports/glossary-store.ts';

interface Glossary {
  /** By spelling, the one added last at the end. */
  readonly terms: Map<string, string>;
  readonly corrections: Map<string, Correction>;
}

/** A GlossaryStore that forgets with the process. */
export class MemoryGlossaryStore implements GlossaryStore {
  readonly #scopes = new Map<string, Glossary>();

  async terms(scope: string): Promise<readonly string[]> {
    return [...this.#glossary(scope).terms.values()].reverse();
  }

  async addTerms(scope: string, terms: readonly string[]): Promise<void> {
    for (const term of terms) put(this.#glossary(scope).terms, term, term);
  }

  async removeTerm(scope: string, term: string): Promise<boolean> {
    return this.#glossary(scope).terms.delete(spellingOf(term));
  }

  async corrections(scope: string): Promise<readonly Correction[]> {
    return structuredClone([...this.#glossary(scope).corrections.values()].reverse());
  }

  async addCorrection(scope: string, correction: Correction): Promise<void> {
    put(this.#glossary(scope).corrections, correction.from, { ...correction });
    await this.addTerms(scope, [correction.to]);
  }

  async removeCorrection(scope: string, from: string): Promise<boolean> {
    return this.#glossary(scope).corrections.delete(spellingOf(from));
  }

  #glossary(scope: string): Glossary {
    const glossary = this.#scopes.get(scope) ?? { terms: new Map(), corrections: new Map() };
    this.#scopes.set(scope, glossary);
    return glossary;
  }
}

const spellingOf = (text: string): string => text.normalize('NFC').toLowerCase();

function put<T>(entries: Map<string, T>, key: string, value: T): void {
  entries.delete(spellingOf(key));
  entries.set(spellingOf(key), value);
  for (const oldest of entries.keys()) {
    if (entries.size <= MAX_GLOSSARY_ENTRIES) break;
    entries.delete(oldest);
  }
}

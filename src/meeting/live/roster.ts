import type { PresentMember } from '../../ports/voice-presence.ts';

/** Who takes part in a call, by the names that others see. */
export class Roster {
  readonly #names = new Map<string, string>();
  readonly #present = new Set<string>();
  readonly #excluded: Set<string>;
  /** Members who know that the call is recorded. */
  readonly #told = new Set<string>();

  constructor(excluded: Iterable<string>) {
    this.#excluded = new Set(excluded);
  }

  get people(): number {
    return this.#present.size;
  }

  get recorded(): readonly string[] {
    return this.#namesOf((userId) => !this.#excluded.has(userId));
  }

  get optedOut(): readonly string[] {
    return this.#namesOf((userId) => this.#excluded.has(userId));
  }

  /** Whoever is never recorded, there or not. */
  get excluded(): readonly string[] {
    return [...this.#excluded];
  }

  nameOf(userId: string): string {
    return this.#names.get(userId) ?? userId;
  }

  isPresent(userId: string): boolean {
    return this.#present.has(userId);
  }

  isExcluded(userId: string): boolean {
    return this.#excluded.has(userId);
  }

  /** Somebody is known by this name, there or not. */
  know(userId: string, name: string): void {
    this.#names.set(userId, name);
  }

  /** Those who were there when recording began have seen the panel and heard the tone. */
  seed(members: readonly PresentMember[]): void {
    for (const { userId, name } of members) {
      this.know(userId, name);
      this.#present.add(userId);
      this.#told.add(userId);
    }
  }

  /** True when this member is recorded and has not been told yet. */
  join(userId: string, name: string): boolean {
    this.know(userId, name);
    this.#present.add(userId);
    const isNew = !this.#told.has(userId) && !this.#excluded.has(userId);
    if (isNew) this.#told.add(userId);
    return isNew;
  }

  leave(userId: string): void {
    this.#present.delete(userId);
  }

  tell(userId: string): void {
    this.#told.add(userId);
  }

  /** The platform's own list. */
  setPresent(userIds: readonly string[]): void {
    this.#present.clear();
    for (const userId of userIds) this.#present.add(userId);
  }

  setExcluded(userId: string, isExcluded: boolean): void {
    if (isExcluded) this.#excluded.add(userId);
    else this.#excluded.delete(userId);
  }

  #namesOf(wanted: (userId: string) => boolean): readonly string[] {
    return [...this.#present].filter(wanted).map((userId) => this.nameOf(userId));
  }
}

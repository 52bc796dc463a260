import type { NoteStore } from '../../src/ports/note-store.ts';

/** A NoteStore that forgets with the process. */
export class MemoryNoteStore implements NoteStore {
  readonly #notes = new Map<string, string>();

  async read(key: string): Promise<string | null> {
    return this.#notes.get(key) ?? null;
  }

  async list(prefix: string): Promise<readonly string[]> {
    const keys = [...this.#notes.keys()].filter((key) => key.startsWith(prefix)).sort();
    return keys.map((key) => this.#notes.get(key) ?? '');
  }

  async write(key: string, value: string): Promise<void> {
    this.#notes.set(key, value);
  }
}

import type { NoteStore } from '../../src/ports/note-store.ts';

/** A NoteStore that forgets with the process. */
export class MemoryNoteStore implements NoteStore {
  readonly #notes = new Map<string, string>();

  async read(key: string): Promise<string | null> {
    return this.#notes.get(key) ?? null;
  }

  async write(key: string, value: string): Promise<void> {
    this.#notes.set(key, value);
  }
}

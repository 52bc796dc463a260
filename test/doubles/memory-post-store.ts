import type { PostRecord, PostStore } from '../../src/ports/post-store.ts';

/** A PostStore that forgets with the process; a restart is a second platform over the same one. */
export class MemoryPostStore implements PostStore {
  readonly #posts = new Map<string, PostRecord>();

  async save(post: PostRecord): Promise<void> {
    this.#posts.set(keyOf(post.meetingId, post.key), structuredClone(post));
  }

  async list(meetingId: string): Promise<readonly PostRecord[]> {
    const posts = [...this.#posts.values()].filter((post) => post.meetingId === meetingId);
    return structuredClone(posts.sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1)));
  }

  async listUnsent(): Promise<readonly string[]> {
    const unsent = [...this.#posts.values()].filter(({ state }) => state === 'waiting' || state === 'sending');
    return [...new Set(unsent.map(({ meetingId }) => meetingId))];
  }

  async delete(meetingId: string, key: string): Promise<void> {
    this.#posts.delete(keyOf(meetingId, key));
  }

  async deleteMeeting(meetingId: string): Promise<void> {
    for (const post of await this.list(meetingId)) this.#posts.delete(keyOf(meetingId, post.key));
  }
}

const keyOf = (meetingId: string, key: string): string => JSON.stringify([meetingId, key]);

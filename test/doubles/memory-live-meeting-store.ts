import type { LiveMeetingRecord, LiveMeetingStore } from '../../src/ports/live-meeting-store.ts';

/** A LiveMeetingStore that forgets with the process. */
export class MemoryLiveMeetingStore implements LiveMeetingStore {
  readonly #records = new Map<string, LiveMeetingRecord>();

  async save(record: LiveMeetingRecord): Promise<void> {
    this.#records.set(record.meetingId, structuredClone(record));
  }

  async find(meetingId: string): Promise<LiveMeetingRecord | null> {
    return structuredClone(this.#records.get(meetingId) ?? null);
  }

  async listUnfinished(): Promise<readonly LiveMeetingRecord[]> {
    const unfinished = [...this.#records.values()].filter(
      ({ state }) => state === 'recording' || state === 'processing',
    );
    unfinished.sort((a, b) => a.startedAtMs - b.startedAtMs || (a.meetingId < b.meetingId ? -1 : 1));
    return structuredClone(unfinished);
  }

  async deleteKey(meetingId: string): Promise<void> {
    const record = this.#records.get(meetingId);
    if (record) this.#records.set(meetingId, { ...record, journalKey: null });
  }

  async delete(meetingId: string): Promise<boolean> {
    return this.#records.delete(meetingId);
  }
}

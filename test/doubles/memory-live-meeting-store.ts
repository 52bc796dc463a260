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
    return this.#list(({ state }) => state === 'recording' || state === 'processing');
  }

  async listOfGuild(guildId: string): Promise<readonly LiveMeetingRecord[]> {
    return this.#list((record) => record.guildId === guildId);
  }

  async deleteKey(meetingId: string): Promise<void> {
    const record = this.#records.get(meetingId);
    if (record) this.#records.set(meetingId, { ...record, journalKey: null });
  }

  async delete(meetingId: string): Promise<boolean> {
    return this.#records.delete(meetingId);
  }

  #list(isWanted: (record: LiveMeetingRecord) => boolean): LiveMeetingRecord[] {
    const wanted = [...this.#records.values()].filter(isWanted);
    wanted.sort((a, b) => a.startedAtMs - b.startedAtMs || (a.meetingId < b.meetingId ? -1 : 1));
    return structuredClone(wanted);
  }
}

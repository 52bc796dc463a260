import type { HeardWindow, HeardWindowStore } from '../../src/ports/heard-window-store.ts';

/** A HeardWindowStore that forgets with the process; `hasMeeting` tells which meetings there are. */
export class MemoryHeardWindowStore implements HeardWindowStore {
  readonly #windows = new Map<string, readonly HeardWindow[]>();
  readonly #hasMeeting: (id: string) => Promise<boolean>;

  constructor(hasMeeting: (id: string) => Promise<boolean> = async () => true) {
    this.#hasMeeting = hasMeeting;
  }

  async save(meetingId: string, heard: HeardWindow): Promise<void> {
    if (!(await this.#hasMeeting(meetingId))) return;
    const others = this.#of(meetingId).filter((other) => keyOf(other) !== keyOf(heard));
    this.#windows.set(meetingId, [...others, structuredClone(heard)]);
  }

  async list(meetingId: string): Promise<readonly HeardWindow[]> {
    if (!(await this.#hasMeeting(meetingId))) return [];
    return structuredClone(this.#of(meetingId)).toSorted(byTrackAndTime);
  }

  async remove(meetingId: string, afterSample: number): Promise<void> {
    this.#windows.set(
      meetingId,
      this.#of(meetingId).filter(({ endSample }) => endSample <= afterSample),
    );
  }

  async clear(meetingId: string): Promise<void> {
    this.#windows.delete(meetingId);
  }

  #of(meetingId: string): readonly HeardWindow[] {
    return this.#windows.get(meetingId) ?? [];
  }
}

const keyOf = ({ result }: HeardWindow): string => `${result.trackId}@${result.startSample}`;

const byTrackAndTime = ({ result: a }: HeardWindow, { result: b }: HeardWindow): number =>
  a.trackId < b.trackId ? -1 : a.trackId > b.trackId ? 1 : a.startSample - b.startSample;

import type { ItemLabel, LabelStore } from '../../src/ports/label-store.ts';

/** A LabelStore that forgets with the process. */
export class MemoryLabelStore implements LabelStore {
  #labels: readonly ItemLabel[] = [];

  async save(label: ItemLabel): Promise<void> {
    const others = this.#labels.filter((known) => keyOf(known) !== keyOf(label));
    this.#labels = [...others, structuredClone(label)].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  async list(meetingId: string): Promise<readonly ItemLabel[]> {
    return structuredClone(this.#labels.filter((label) => label.meetingId === meetingId));
  }

  async deleteMeeting(meetingId: string): Promise<void> {
    this.#labels = this.#labels.filter((label) => label.meetingId !== meetingId);
  }
}

const keyOf = ({ meetingId, itemId, userId }: ItemLabel): string => [meetingId, itemId, userId].join('\0');

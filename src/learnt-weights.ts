import type { ActionItem, Claim, Minutes } from './domain/minutes.ts';
import { type ItemLabel, learnSeatWeights, type SeatWeights } from './minutes/index.ts';
import type { LabelStore } from './ports/label-store.ts';
import type { MeetingStore } from './ports/meeting-store.ts';

/** Newer meetings tell more about today's models. */
const MEETINGS_READ = 500;

/** How much each seat's vote says, learnt from what readers found right; the plain rule until there is enough of it. */
export class LearntWeights {
  readonly #store: MeetingStore;
  readonly #labels: LabelStore;
  #weights: SeatWeights | null = null;

  constructor(store: MeetingStore, labels: LabelStore) {
    this.#store = store;
    this.#labels = labels;
  }

  get current(): SeatWeights | null {
    return this.#weights;
  }

  /** For people; null while the plain rule holds. */
  get line(): string | null {
    if (!this.#weights) return null;
    const seats = Object.entries(this.#weights.seats).map(([seat, weight]) => `${seat} ${weight.toFixed(1)}`);
    return `votes weighted by ${this.#weights.labels} reactions: ${seats.join(', ')}`;
  }

  /** Reads what readers said since. @throws MomError store_failed */
  async learn(): Promise<void> {
    const found: ItemLabel[] = [];
    for (const { id, state } of await this.#store.listMeetings(MEETINGS_READ)) {
      if (state === 'done') found.push(...(await this.#labelsOf(id)));
    }
    this.#weights = learnSeatWeights(found);
  }

  async #labelsOf(meetingId: string): Promise<readonly ItemLabel[]> {
    const labels = await this.#labels.list(meetingId);
    const minutes = labels.length > 0 ? (await this.#store.findResult(meetingId))?.minutes : null;
    if (!minutes) return [];
    const items = new Map(itemsOf(minutes).flatMap(({ support }) => (support ? [[support.id, support] as const] : [])));
    return labels.flatMap(({ itemId, isRight }) => {
      const support = items.get(itemId);
      return support ? [{ seats: support.seats, isFound: !support.flags.includes('evidence-weak'), isRight }] : [];
    });
  }
}

const itemsOf = ({ keyPoints, decisions, actionItems, openQuestions }: Minutes): readonly (Claim | ActionItem)[] => [
  ...keyPoints,
  ...decisions,
  ...actionItems,
  ...openQuestions,
];

/** What a reader thinks of one item of the minutes. */
export interface ItemLabel {
  readonly meetingId: string;
  /** `support.id` of the item, "minutes" for all of them together, or the platform's own hash where there is none. */
  readonly itemId: string;
  readonly userId: string;
  readonly isRight: boolean;
  /** Epoch ms. */
  readonly atMs: number;
}

/**
 * Readers' verdicts, from which the weights of seats can be learnt. Every call is one transaction and may be repeated.
 *
 * @throws MomError store_failed
 */
export interface LabelStore {
  /** The reader's newest verdict on an item takes the place of the older. */
  save(label: ItemLabel): Promise<void>;
  /** In the order of items and readers. */
  list(meetingId: string): Promise<readonly ItemLabel[]>;
  deleteMeeting(meetingId: string): Promise<void>;
}

/** What one seat made of one part of a meeting. */
export interface StoredDraft {
  readonly seat: string;
  /** Hash of all that the draft depends on: the utterances, the prompt, the template. */
  readonly chunkHash: string;
  /** First and last utterance of the part. */
  readonly firstId: string;
  readonly lastId: string;
  readonly provider: string;
  /** The model that answered. */
  readonly model: string;
  /** The Draft as JSON. */
  readonly draftJson: string;
}

/**
 * Drafts that are paid for, so that a crash does not pay twice. They go with their meeting; a meeting that is not stored keeps none.
 *
 * @throws MomError store_failed
 */
export interface DraftStore {
  /** Keeps the first draft of a (seat, chunkHash) and ignores a second one. */
  saveDraft(meetingId: string, draft: StoredDraft): Promise<void>;
  /** In the order they came. */
  listDrafts(meetingId: string): Promise<readonly StoredDraft[]>;
  /** For good: its words are overwritten like those of a deleted meeting. */
  removeDrafts(meetingId: string): Promise<void>;
}

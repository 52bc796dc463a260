/**
 * Small facts that a platform remembers across restarts: the hash of the commands that it registered.
 *
 * @throws MomError store_failed
 */
export interface NoteStore {
  /** Null when nothing was noted. */
  read(key: string): Promise<string | null>;
  write(key: string, value: string): Promise<void>;
}

/**
 * Small facts that a platform remembers across restarts: the hash of the commands that it registered,
 * what admins should know.
 *
 * @throws MomError store_failed
 */
export interface NoteStore {
  /** Null when nothing was noted. */
  read(key: string): Promise<string | null>;
  write(key: string, value: string): Promise<void>;
  /** Values of the keys that begin so, in the order of the keys. */
  list(prefix: string): Promise<readonly string[]>;
}

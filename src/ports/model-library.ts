export type ModelKind = 'whisper' | 'vad' | 'segmentation' | 'embedding';

export interface ModelEntry {
  /** What people type: "base.en", "large-v3-turbo-q5_0". */
  readonly name: string;
  readonly kind: ModelKind;
  readonly file: string;
  readonly url: string;
  /** Bytes; null where it is not known for sure. */
  readonly bytes: number | null;
  /** Lower-case hex; null = unpinned: recorded at the first download and warned about. */
  readonly sha256: string | null;
}

export interface ModelFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** False when the table has no sha256 for it or the file is not in the table. */
  readonly isPinned: boolean;
}

export interface DownloadProgress {
  readonly name: string;
  readonly receivedBytes: number;
  readonly totalBytes: number | null;
}

/**
 * The models on this machine. Looks in MODELS_DIR, the project's models/, ../shared/models, the user's cache, in this order; else downloads.
 *
 * @throws MomError model_unknown, model_missing (no network: says which file, from where, where to put it), model_damaged
 */
export interface ModelLibrary {
  readonly entries: readonly ModelEntry[];
  /** The file behind a name or a path, checked (size, sha256 where known, magic); null when it is not on this machine. */
  find(nameOrPath: string): Promise<ModelFile | null>;
  /** find, else download into the cache. */
  obtain(
    nameOrPath: string,
    options?: { readonly onProgress?: (progress: DownloadProgress) => void; readonly signal?: AbortSignal },
  ): Promise<ModelFile>;
}

import type { UploadedFile } from './request.ts';

/** One request of the bot and how it was answered. */
export interface RestRecord {
  readonly method: string;
  /** Without `/api/v10`. */
  readonly path: string;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  readonly userAgent: string;
  /** Epoch ms of the double's clock. */
  readonly atMs: number;
  readonly status: number;
}

/** A request that breaks Discord's published rules, which tests expect never to happen. */
export interface Violation {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Discord's error code. */
  readonly code: number;
  readonly message: string;
  /** What is wrong where. */
  readonly details: readonly string[];
}

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

/** Something that breaks Discord's published rules, which tests expect never to happen. */
export interface Violation {
  /** Of HTTP, or GATEWAY or VOICE. */
  readonly method: string;
  /** Of the request, or the opcode. */
  readonly path: string;
  /** Of HTTP; 0 elsewhere. */
  readonly status: number;
  /** Discord's error code, or the WebSocket's close code. */
  readonly code: number;
  readonly message: string;
  /** What is wrong where. */
  readonly details: readonly string[];
}

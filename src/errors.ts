import { basename } from 'node:path';

/** What a code means to the log, to HTTP, to the shell and to the person who caused it. */
export interface ErrorRule {
  readonly logLevel: 'info' | 'warn' | 'error';
  readonly httpStatus: number;
  /** 2 = the call was wrong, 1 = the work failed. */
  readonly exitCode: 1 | 2;
  /** Whether the same call may work later. An error may say otherwise for itself. */
  readonly retryable: boolean;
  /** One clear sentence. `message` is the error's own text, `file` the base name of the file in question. */
  readonly sentence: (facts: ErrorFacts) => string;
}

export interface ErrorFacts {
  readonly message: string;
  readonly file: string;
}

const usage = (sentence: ErrorRule['sentence']): ErrorRule => ({
  logLevel: 'info',
  httpStatus: 400,
  exitCode: 2,
  retryable: false,
  sentence,
});
const badInput = (sentence: ErrorRule['sentence']): ErrorRule => ({
  logLevel: 'info',
  httpStatus: 422,
  exitCode: 1,
  retryable: false,
  sentence,
});
const broken = (sentence: ErrorRule['sentence']): ErrorRule => ({
  logLevel: 'error',
  httpStatus: 500,
  exitCode: 1,
  retryable: false,
  sentence,
});
const passing = (sentence: ErrorRule['sentence']): ErrorRule => ({
  logLevel: 'warn',
  httpStatus: 503,
  exitCode: 1,
  retryable: true,
  sentence,
});

/** The one table of every failure people can meet. */
export const errorRules = {
  usage: usage(({ message }) => message),
  config_invalid: usage(({ message }) => message),
  aborted: {
    logLevel: 'info',
    httpStatus: 499,
    exitCode: 1,
    retryable: true,
    sentence: () => 'Stopped before it was finished.',
  },

  recording_missing: badInput(({ file }) => `"${file}" is not there.`),
  recording_unreadable: badInput(({ file, message }) => `"${file}" can't be read: ${message}.`),
  recording_empty: badInput(({ file }) => `"${file}" is empty.`),
  recording_not_audio: badInput(({ file }) => `"${file}" is not a recording that can be read.`),
  recording_no_audio: badInput(({ file }) => `"${file}" has no sound in it.`),
  recording_too_large: badInput(({ file, message }) => `"${file}" is too large: ${message}.`),
  recording_too_long: badInput(({ file, message }) => `"${file}" is too long: ${message}.`),
  recording_stalled: badInput(({ file, message }) => `"${file}" could not be decoded in time: ${message}.`),
  recording_memory: badInput(({ file, message }) => `"${file}" needs too much memory to decode: ${message}.`),
  recording_changed: badInput(
    ({ file }) => `"${file}" is not the file that the meeting began with, so it can't be continued from it.`,
  ),
  decoder_crashed: broken(({ file, message }) => `"${file}" broke the decoder (${message}); nothing else was harmed.`),
  transcript_unreadable: badInput(({ file, message }) => `"${file}" is not a transcript that can be read: ${message}.`),

  journal_failed: broken(({ message }) => `The recording can't be kept: ${message}.`),
  journal_locked: badInput(({ message }) => `The recording can't be opened: ${message}.`),
  disk_full: passing(({ message }) => `The disk is full, so nothing more is recorded: ${message}.`),
  opus_failed: broken(({ message }) => `The recorded voices can't be decoded: ${message}.`),

  vad_failed: broken(({ message }) => `Speech detection failed: ${message}.`),
  stt_timeout: passing(({ message }) => `Transcription took too long: ${message}.`),
  stt_crashed: broken(({ message }) => `The transcription engine crashed: ${message}.`),
  stt_language: usage(({ message }) => `Transcription is not possible: ${message}.`),
  stt_gpu: broken(({ message }) => `The GPU can't be used for transcription: ${message}.`),
  stt_busy: passing(({ message }) => `Every transcription stream is taken: ${message}.`),
  stt_no_stream: broken(({ message }) => `Transcription while people speak is not possible: ${message}.`),
  stt_failed: broken(({ message }) => `Transcription failed: ${message}.`),
  engine_missing: broken(({ message }) => `The transcription engine is not ready: ${message}.`),
  child_crashed: broken(({ message }) => `A helper process ended unexpectedly: ${message}.`),

  model_unknown: usage(({ message }) => message),
  model_missing: passing(({ message }) => message),
  model_damaged: broken(({ message }) => message),

  meeting_unknown: { ...badInput(({ message }) => message), httpStatus: 404, exitCode: 2 },
  meeting_busy: { ...passing(({ message }) => message), httpStatus: 409 },
  store_failed: broken(({ message }) => `The database can't be used: ${message}.`),
  queue_failed: broken(({ message }) => `The job queue can't be used: ${message}.`),
  job_failed: broken(({ message }) => message),
  export_failed: broken(({ message }) => `The file could not be written: ${message}.`),
  diarization_failed: broken(({ message }) => `Telling the speakers apart failed: ${message}.`),

  voice_full: usage(({ message }) => message),
  voice_forbidden: usage(({ message }) => message),
  voice_busy: { ...usage(({ message }) => message), httpStatus: 409 },
  voice_timeout: passing(({ message }) => message),
  voice_failed: broken(({ message }) => `The voice channel can't be recorded: ${message}.`),
  thread_forbidden: usage(({ message }) => message),
  thread_failed: passing(({ message }) => `The thread can't be written to: ${message}.`),
  discord_failed: passing(({ message }) => `Discord can't be reached: ${message}.`),
  not_allowed: { ...usage(({ message }) => message), httpStatus: 403 },

  llm_unavailable: passing(({ message }) => `A language model did not answer: ${message}.`),
  llm_limited: passing(({ message }) => `A language model's limit is reached: ${message}.`),
  llm_refused: broken(({ message }) => `A language model refused: ${message}.`),
  llm_schema: broken(({ message }) => `A language model does not take this form of answer: ${message}.`),
  llm_retired: broken(({ message }) => `A language model is no longer offered: ${message}.`),
  llm_denied: broken(({ message }) => `A language model's key or credit is not accepted: ${message}.`),
  llm_budget: { ...badInput(({ message }) => `The budget does not allow it: ${message}.`), httpStatus: 402 },

  internal: broken(({ message }) => `Something went wrong inside AI MOM: ${message}.`),
} satisfies Record<string, ErrorRule>;

export type ErrorCode = keyof typeof errorRules;

export interface MomErrorOptions {
  readonly cause?: unknown;
  readonly retryable?: boolean;
  /** Path of the file in question; people see its base name. */
  readonly file?: string;
  /** How long the other side asks us to wait. */
  readonly retryAfterMs?: number;
}

/** Every failure that leaves a module. `message` is a clause for people without a full stop. */
export class MomError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly file: string | null;
  readonly retryAfterMs: number | null;

  constructor(code: ErrorCode, message: string, options: MomErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'MomError';
    this.code = code;
    this.retryable = options.retryable ?? errorRules[code].retryable;
    this.file = options.file ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  /** What the person who caused it reads. */
  get sentence(): string {
    return errorRules[this.code].sentence({ message: this.message, file: printableName(this.file ?? '') });
  }
}

/** Wraps whatever was thrown; an abort keeps its meaning. */
export function toMomError(error: unknown): MomError {
  if (error instanceof MomError) return error;
  if (isAbort(error)) return new MomError('aborted', 'stopped', { cause: error });
  return new MomError('internal', error instanceof Error ? error.message : String(error), { cause: error });
}

export function isAbort(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === 'AbortError' || (error instanceof MomError && error.code === 'aborted'))
  );
}

/** File names come from strangers: no control characters, no terminal escapes, not endless. */
function printableName(path: string): string {
  const name = basename(path).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
  return name.length > 120 ? `${name.slice(0, 117)}…` : name;
}

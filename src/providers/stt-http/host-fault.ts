import { type ErrorCode, MomError } from '../../errors.ts';

/** What follows from a fault. */
interface FaultRule {
  /** What it is called when nobody else could help. */
  readonly code: ErrorCode;
  readonly isRetryable: boolean;
  /** How often one chunk is tried at the same host in all, if that host has ever answered. */
  readonly triesHere: number;
  /** How much it counts towards a rest of the host; `REST_AT` is a rest at once. */
  readonly strikes: number;
}

/** Strikes in a row after which a host rests. */
export const REST_AT = 3;

const rules = {
  /** No way to it, or the connection broke: it may be starting again, so one try is left for after its rest. */
  unreachable: { code: 'engine_missing', isRetryable: true, triesHere: REST_AT + 1, strikes: 1 },
  /** A host that hangs costs far more than one that fails, so it rests at once. */
  timeout: { code: 'stt_timeout', isRetryable: true, triesHere: 1, strikes: REST_AT },
  /** Too many requests: it says itself for how long it wants to rest. */
  limited: { code: 'engine_missing', isRetryable: true, triesHere: 3, strikes: REST_AT },
  /** It has failed, or what it says is no transcription. */
  failed: { code: 'stt_failed', isRetryable: true, triesHere: 2, strikes: 1 },
  /** There is no such service or model at this address. */
  unfit: { code: 'engine_missing', isRetryable: false, triesHere: 1, strikes: REST_AT },
  /** The key is not accepted; asking again can't help. */
  unauthorized: { code: 'engine_missing', isRetryable: false, triesHere: 1, strikes: REST_AT },
  /** The host is well, but this chunk or its settings are nothing for it, nor for any other. */
  refused: { code: 'stt_failed', isRetryable: false, triesHere: 1, strikes: 0 },
} as const satisfies Record<string, FaultRule>;

export type HostFaultKind = keyof typeof rules;

/** Why one request to one host came to nothing. `message` is a clause for people that names the host and holds no secret. */
export class HostFault extends Error {
  readonly kind: HostFaultKind;
  /** How long the host asks to be left alone. */
  readonly retryAfterMs: number | null;

  constructor(kind: HostFaultKind, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HostFault';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  get rule(): FaultRule {
    return rules[this.kind];
  }
}

/** What the caller hears when the faults of its chunk were all there was. The last one decides. */
export function toTranscriberError(faults: readonly HostFault[]): MomError {
  const last = faults.at(-1);
  if (!last) return new MomError('internal', 'a transcription failed without a fault');
  const cause = faults.length === 1 ? last : new AggregateError(faults, 'every try failed');
  return new MomError(last.rule.code, last.message, { cause, retryable: last.rule.isRetryable });
}

/** What fetch or the body of an answer threw. Only the system's code is kept: fetch's own words can hold headers. */
export function networkFault(error: unknown, hostName: string): HostFault {
  if (error instanceof HostFault) return error;
  const code = codeOf(error);
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return new HostFault('timeout', `${hostName} fell silent`);
  return new HostFault('unreachable', `${hostName} can't be reached (${code ?? 'the connection broke'})`);
}

/** undici hides the system's code in the cause of "fetch failed", AggregateError hides it one deeper. */
function codeOf(error: unknown): string | null {
  for (let inner = error, depth = 0; inner instanceof Error && depth < 4; inner = inner.cause, depth += 1) {
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
    if (inner instanceof AggregateError) return codeOf(inner.errors[0]);
  }
  return null;
}

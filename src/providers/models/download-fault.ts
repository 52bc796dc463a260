/** How often a download is tried in a row without getting further, by what went wrong. */
const attemptsByKind = {
  /** No way to the host: most likely there is no network, so don't keep people waiting. */
  unreachable: 2,
  /** Cut, stalled, or the host is busy; also when the network goes away in the middle. */
  interrupted: 5,
  /** The host says no. */
  refused: 1,
  'web-page': 1,
  /** The host announces something else; what lies on the disk may still be good. */
  'wrong-answer': 1,
  /** What the host has sent is something else. */
  'wrong-file': 1,
  /** What lies on the disk may be to blame: another try starts from nothing. */
  'wrong-part': 2,
  disk: 1,
} as const;

export type DownloadFaultKind = keyof typeof attemptsByKind;

/** Why one attempt of a download failed; `message` is a clause for people. */
export class DownloadFault extends Error {
  readonly kind: DownloadFaultKind;
  /** How long the host asks to be left alone. */
  readonly retryAfterMs: number | null;

  constructor(kind: DownloadFaultKind, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DownloadFault';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  /** Not the published file, and no matter of the connection. */
  get isWrong(): boolean {
    return this.kind.startsWith('wrong-');
  }

  /** The bytes on the disk are worth nothing. */
  get spoilsPart(): boolean {
    return this.kind === 'wrong-file' || this.kind === 'wrong-part';
  }

  /** How often to try in a row; a host that has answered before is worth more patience. */
  attempts(hasAnswered: boolean): number {
    const kind = this.kind === 'unreachable' && hasAnswered ? 'interrupted' : this.kind;
    return attemptsByKind[kind];
  }
}

const UNREACHABLE =
  /^(?:ENOTFOUND|EAI_\w+|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|.*CERT.*)$/;

/** What fetch threw, in people's words. */
export function networkFault(error: unknown, host: string): DownloadFault {
  if (error instanceof DownloadFault) return error;
  const code = codeOf(error);
  if (code !== null && UNREACHABLE.test(code))
    return new DownloadFault('unreachable', `${host} can't be reached (${code})`, { cause: error });
  return new DownloadFault('interrupted', `the connection to ${host} broke (${code ?? 'no reason given'})`, {
    cause: error,
  });
}

/** What the disk said, in people's words; anything else comes back unchanged. */
export function diskFault(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof DownloadFault || typeof code !== 'string') return error;
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  const reason = full ? `the disk under ${folder} is full` : `${folder} can't be written (${code})`;
  return new DownloadFault('disk', reason, { cause: error });
}

/** undici hides the system's code in the cause of "fetch failed", AggregateError hides it one deeper. */
function codeOf(error: unknown): string | null {
  for (let inner = error, depth = 0; inner instanceof Error && depth < 4; inner = inner.cause, depth += 1) {
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
    if (inner instanceof AggregateError) return codeOf(inner.errors[0]);
  }
  return null;
}

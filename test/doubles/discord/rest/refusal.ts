import type { Json } from '../json.ts';

/** Error codes (docs: "JSON Error Codes"), those that the double gives. */
export const code = {
  GENERAL: 0,
  UNKNOWN_CHANNEL: 10003,
  UNKNOWN_GUILD: 10004,
  UNKNOWN_MEMBER: 10007,
  UNKNOWN_MESSAGE: 10008,
  UNKNOWN_USER: 10013,
  UNKNOWN_EMOJI: 10014,
  UNKNOWN_WEBHOOK: 10015,
  UNKNOWN_INTERACTION: 10062,
  UNKNOWN_COMMAND: 10063,
  REQUEST_TOO_LARGE: 40005,
  ALREADY_ACKNOWLEDGED: 40060,
  MISSING_ACCESS: 50001,
  EMPTY_MESSAGE: 50006,
  MISSING_PERMISSIONS: 50013,
  NOT_AUTHOR: 50005,
  INVALID_WEBHOOK_TOKEN: 50027,
  INVALID_FORM_BODY: 50035,
  INVALID_JSON: 50109,
  THREAD_EXISTS: 160004,
  THREAD_ARCHIVED: 50083,
} as const;

/** How a request is refused. `isViolation`: it was wrong in itself, not only at odds with the state of things. */
export class RestRefusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly isViolation: boolean;
  readonly details: readonly string[];
  readonly errors: Json | null;

  constructor(
    status: number,
    discordCode: number,
    message: string,
    more: { readonly isViolation?: boolean; readonly details?: readonly string[]; readonly errors?: Json } = {},
  ) {
    super(message);
    this.status = status;
    this.code = discordCode;
    this.isViolation = more.isViolation ?? false;
    this.details = more.details ?? [];
    this.errors = more.errors ?? null;
  }
}

export const unknown = (what: string, discordCode: number): RestRefusal =>
  new RestRefusal(404, discordCode, `Unknown ${what}`);

export const missingPermissions = (names: string): RestRefusal =>
  new RestRefusal(403, code.MISSING_PERMISSIONS, 'Missing Permissions', { details: [names] });

/** A form fault at `path` (dots between fields), nested as Discord nests it. */
export interface FormFault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export function invalidForm(faults: readonly FormFault[]): RestRefusal {
  const errors: Record<string, unknown> = {};
  for (const fault of faults) place(errors, fault);
  const details = faults.map(({ path, message }) => `${path}: ${message}`);
  return new RestRefusal(400, code.INVALID_FORM_BODY, 'Invalid Form Body', { isViolation: true, details, errors });
}

function place(errors: Record<string, unknown>, { path, code: faultCode, message }: FormFault): void {
  let node = errors;
  for (const key of path.split('.').filter((part) => part !== '')) {
    const next = (node[key] ?? {}) as Record<string, unknown>;
    node[key] = next;
    node = next;
  }
  node['_errors'] = [...((node['_errors'] as unknown[] | undefined) ?? []), { code: faultCode, message }];
}

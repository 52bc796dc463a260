import { MomError } from '../errors.ts';
import { redact } from '../log.ts';
import type { Check, CheckOutcome, CheckResult, DoctorReport } from './check.ts';

/** Asks everything at the same time; rejects only with the reason of an aborted signal. */
export async function runDoctor(checks: readonly Check[], signal?: AbortSignal): Promise<DoctorReport> {
  signal?.throwIfAborted();
  const results = await orAborted(Promise.all(checks.map((check) => resultOf(check, signal))), signal);
  const statuses = new Set(results.map(({ status }) => status));
  return { status: statuses.has('fail') ? 'fail' : statuses.has('warn') ? 'warn' : 'ok', results };
}

/** 1 when something fails, so that scripts can ask the doctor too. */
export const doctorExitCode = ({ status }: DoctorReport): 0 | 1 => (status === 'fail' ? 1 : 0);

async function resultOf(check: Check, signal: AbortSignal | undefined): Promise<CheckResult> {
  const outcome = await check.run(signal).catch((error: unknown) => {
    signal?.throwIfAborted();
    return failure(error);
  });
  return { name: check.name, ...outcome };
}

function failure(error: unknown): CheckOutcome {
  const text = error instanceof MomError ? error.sentence : error instanceof Error ? error.message : String(error);
  return { status: 'fail', summary: `could not be checked: ${redact(text)}` };
}

/** A check that does not listen to its signal must not hold up the one who wants to leave. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const leave = () => reject(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

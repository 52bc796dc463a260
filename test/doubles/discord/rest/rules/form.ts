import type { z } from 'zod';
import { type FormFault, invalidForm } from '../refusal.ts';

/** Checks a body's shape. @throws RestRefusal 50035 with every fault at its place */
export function checkForm<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  throw invalidForm(result.error.issues.flatMap((issue) => faultsOf(issue)));
}

export const fault = (path: string, code: string, message: string): FormFault => ({ path, code, message });

/** @throws RestRefusal 50035 when there is any */
export function refuseFaults(faults: readonly FormFault[]): void {
  if (faults.length > 0) throw invalidForm(faults);
}

function faultsOf(issue: z.core.$ZodIssue): readonly FormFault[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'too_big') return [fault(path, tooBigCode(issue.origin), `Must be ${issue.maximum} or fewer.`)];
  if (issue.code === 'too_small')
    return [fault(path, tooSmallCode(issue.origin), `Must be at least ${issue.minimum}.`)];
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.endsWith('undefined'))
    return [fault(path, 'BASE_TYPE_REQUIRED', 'This field is required')];
  if (issue.code === 'invalid_value') return [fault(path, 'BASE_TYPE_CHOICES', issue.message)];
  return [fault(path, 'BASE_TYPE_BAD', issue.message)];
}

const tooBigCode = (origin: string): string => (origin === 'number' ? 'NUMBER_TYPE_MAX' : 'BASE_TYPE_MAX_LENGTH');
const tooSmallCode = (origin: string): string => (origin === 'number' ? 'NUMBER_TYPE_MIN' : 'BASE_TYPE_MIN_LENGTH');

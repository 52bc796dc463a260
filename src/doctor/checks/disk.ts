import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { readableBytes } from '../readable-bytes.ts';

/** Below this a long meeting or a large model no longer fits. */
const LOW_BYTES = 5e9;
/** Below this not even one meeting can be recorded safely. */
const EMPTY_BYTES = 500e6;

/** Can the folder be written, and is there room? */
export const diskCheck = (name: string, folder: string, { disk }: DoctorFacts): Check => ({
  name,
  run: async () => {
    const { freeBytes, isWritable } = await disk(folder);
    const facts = { folder, freeBytes, isWritable };
    if (!isWritable)
      return {
        status: 'fail',
        summary: `${folder} can't be written`,
        hint: 'Give the user who runs it the right to write there.',
        facts,
      };
    const summary = `${readableBytes(freeBytes)} free in ${folder}`;
    if (freeBytes >= LOW_BYTES) return { status: 'ok', summary, facts };
    return {
      status: freeBytes < EMPTY_BYTES ? 'fail' : 'warn',
      summary,
      hint: 'Free some space, or choose another disk.',
      facts,
    };
  },
});

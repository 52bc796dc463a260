import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { readableBytes } from '../readable-bytes.ts';

/** The base model, a decoder and the bot itself together stay below this. */
const LOW_BYTES = 2 ** 30;

/** Is there memory for a model? */
export const memoryCheck = ({ memory }: DoctorFacts): Check => ({
  name: 'memory',
  run: async () => {
    const { totalBytes, availableBytes } = memory();
    const summary = `${readableBytes(availableBytes)} of ${readableBytes(totalBytes)} available`;
    const facts = { totalBytes, availableBytes };
    if (availableBytes >= LOW_BYTES) return { status: 'ok', summary, facts };
    return {
      status: 'warn',
      summary,
      hint: 'Choose a smaller WHISPER_MODEL (tiny or base-q5_1) or end other programs.',
      facts,
    };
  },
});

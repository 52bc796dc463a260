import { MomError } from '../../errors.ts';
import type { ModelFile } from '../../ports/model-library.ts';
import type { Check, CheckOutcome } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { readableBytes } from '../readable-bytes.ts';

/** Is the model here, whole, and the published one? */
export const modelCheck = (name: string, model: string, facts: Pick<DoctorFacts, 'models'>): Check =>
  checkOf(name, model, facts, () => absent(model, facts));

export interface ShippedModelWords {
  readonly status: 'warn' | 'fail';
  /** What is not possible without it. */
  readonly lack: string;
}

/** The same of one that comes with AI MOM in models/, and is never downloaded by itself. */
export const shippedModelCheck = (
  name: string,
  model: string,
  facts: Pick<DoctorFacts, 'models'>,
  { status, lack }: ShippedModelWords,
): Check =>
  checkOf(name, model, facts, () => ({
    status,
    summary: `${model} is missing from models/ of the project: ${lack}`,
    hint: `Put it back, or get it with "npx mom models pull ${model}".`,
    facts: { model },
  }));

const checkOf = (
  name: string,
  model: string,
  { models }: Pick<DoctorFacts, 'models'>,
  missing: () => CheckOutcome,
): Check => ({
  name,
  run: async () => {
    try {
      const file = await models.find(model);
      return file ? present(file) : missing();
    } catch (error) {
      if (!(error instanceof MomError)) throw error;
      return { status: 'fail', summary: error.sentence, facts: { model, code: error.code } };
    }
  },
});

function present({ name, path, bytes, sha256, isPinned }: ModelFile): CheckOutcome {
  const origin = isPinned ? 'as published' : 'not in the table, so taken as it is';
  return {
    status: 'ok',
    summary: `${name}: ${readableBytes(bytes)}, SHA-256 ${sha256.slice(0, 12)}, ${origin}`,
    facts: { name, path, bytes, sha256, isPinned },
  };
}

function absent(model: string, { models }: Pick<DoctorFacts, 'models'>): CheckOutcome {
  const entry = models.entries.find(({ name, file }) => name === model || file === model);
  const facts = { model };
  if (!entry)
    return {
      status: 'fail',
      summary: `${model} is not on this machine and not in the table`,
      hint: '"npx mom models" lists what there is.',
      facts,
    };
  const size = entry.bytes === null ? '' : ` (${readableBytes(entry.bytes)})`;
  const summary = `${entry.name}${size} is not on this machine yet, it will be downloaded at its first use`;
  return { status: 'warn', summary, hint: `Get it now with "npx mom models pull ${entry.name}".`, facts };
}

import { MomError } from '../src/errors.ts';
import { checkTerm } from '../src/transcription/index.ts';
import { type Command, type CommandServices, textReply } from './command.ts';

/** Shows and changes the words that transcription may expect. */
export const glossaryCommand: Command = {
  name: 'glossary',
  description: 'Show, add or remove names and terms that transcription should know',
  options: [
    { name: 'add', description: 'Name or term to add', isRequired: false },
    { name: 'remove', description: 'Term, or the wrong form of a correction, to remove', isRequired: false },
  ],
  access: 'anyone',
  async run(call, services) {
    const { add, remove } = call.values;
    const changes = [
      ...(add === undefined ? [] : [await addTerm(add, services)]),
      ...(remove === undefined ? [] : [await removeEntry(remove, services)]),
    ];
    return textReply(changes.length > 0 ? changes.join('\n') : await list(services));
  },
};

type Glossary = Pick<CommandServices, 'glossary' | 'scope'>;

async function addTerm(text: string, { glossary, scope }: Glossary): Promise<string> {
  const term = checkTerm(text);
  await glossary.addTerms(scope, [term]);
  return `"${term}" is in the glossary.`;
}

async function removeEntry(text: string, { glossary, scope }: Glossary): Promise<string> {
  const term = checkTerm(text);
  const wasTerm = await glossary.removeTerm(scope, term);
  const wasCorrection = await glossary.removeCorrection(scope, term);
  if (!wasTerm && !wasCorrection) throw new MomError('usage', `"${term}" is not in the glossary.`);
  return `"${term}" is removed from the glossary.`;
}

async function list({ glossary, scope }: Glossary): Promise<string> {
  const [terms, corrections] = [await glossary.terms(scope), await glossary.corrections(scope)];
  if (terms.length + corrections.length === 0) return 'The glossary is empty.';
  const corrected = corrections.map(({ from, to }) => `${from} -> ${to}`);
  return [...(terms.length > 0 ? [terms.join(', ')] : []), ...corrected].join('\n');
}

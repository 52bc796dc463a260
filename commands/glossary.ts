import { MomError } from '../src/errors.ts';
import { checkTerm } from '../src/transcription/index.ts';
import { textOf } from './call.ts';
import { type Command, type CommandServices, type Suggest, textReply } from './command.ts';
import { plain } from './plain.ts';

const suggestEntries: Suggest = async (typed, { scope }, { glossary }) => {
  const wrong = (await glossary.corrections(scope)).map(({ from }) => from);
  const entries = [...new Set([...(await glossary.terms(scope)), ...wrong])];
  return entries
    .filter((entry) => entry.length <= 100 && entry.toLowerCase().includes(typed.trim().toLowerCase()))
    .map((entry) => ({ name: entry, value: entry }));
};

/** Shows and changes the words that transcription may expect. */
export const glossaryCommand: Command = {
  name: 'glossary',
  description: 'Show, add or remove names and terms to expect',
  options: [
    { type: 'string', name: 'add', description: 'Name or term to add', isRequired: false },
    {
      type: 'string',
      name: 'remove',
      description: 'Term or wrong form to remove',
      isRequired: false,
      suggest: suggestEntries,
    },
  ],
  access: 'anyone',
  isPrivate: false,
  async run(call, { glossary }) {
    const [add, remove] = [textOf(call, 'add'), textOf(call, 'remove')];
    const own = { glossary, scope: call.scope };
    const changes = [
      ...(add === undefined ? [] : [await addTerm(add, own)]),
      ...(remove === undefined ? [] : [await removeEntry(remove, own)]),
    ];
    return textReply(...(changes.length > 0 ? changes : await list(own)));
  },
};

type Glossary = Pick<CommandServices, 'glossary'> & { readonly scope: string };

async function addTerm(text: string, { glossary, scope }: Glossary): Promise<string> {
  const term = checkTerm(text);
  await glossary.addTerms(scope, [term]);
  return `"${plain(term)}" is in the glossary.`;
}

async function removeEntry(text: string, { glossary, scope }: Glossary): Promise<string> {
  const term = checkTerm(text);
  const wasTerm = await glossary.removeTerm(scope, term);
  const wasCorrection = await glossary.removeCorrection(scope, term);
  if (!wasTerm && !wasCorrection) throw new MomError('usage', `"${plain(term)}" is not in the glossary.`);
  return `"${plain(term)}" is removed from the glossary.`;
}

async function list({ glossary, scope }: Glossary): Promise<string[]> {
  const [terms, corrections] = [await glossary.terms(scope), await glossary.corrections(scope)];
  if (terms.length + corrections.length === 0) return ['The glossary is empty.'];
  const corrected = corrections.map(({ from, to }) => `${plain(from)} -> ${plain(to)}`);
  return [...(terms.length > 0 ? [terms.map((term) => plain(term)).join(', ')] : []), ...corrected];
}

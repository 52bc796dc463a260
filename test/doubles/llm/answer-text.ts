import { draftAnswer } from './draft-answer.ts';
import type { LlmScenario, ModelScript } from './scenario.ts';

interface AskedBody {
  readonly model: string;
  readonly messages: readonly { readonly content: string }[];
  readonly response_format?:
    | { readonly type: string; readonly json_schema?: { readonly name: string } | undefined }
    | undefined;
}

/** What a model says before anything spoils it: a fixed text, the wording it was asked for, else a draft. */
export function answerText(body: AskedBody, script: ModelScript, scenario: LlmScenario): string {
  const prompt = body.messages.map(({ content }) => content).join('\n');
  const schemaName = body.response_format?.json_schema?.name ?? null;
  const texts = Object.entries(scenario.texts ?? {});
  const fixed = texts.find(([name]) => name === schemaName || (schemaName === null && prompt.includes(name)));
  if (fixed) return fixed[1];
  const items = scenario.wordsItems ? wordingItemsIn(prompt) : [];
  if (items.length > 0) return JSON.stringify(wordingOf(items));
  return JSON.stringify(draftAnswer(prompt, body.model, script, scenario));
}

interface WordingItem {
  readonly id: string;
  readonly kind: string;
  readonly variants: readonly string[];
}

const wordingItemsIn = (prompt: string): readonly WordingItem[] =>
  [...prompt.matchAll(/^\{"id":.*"variants":.*\}$/gm)].map(([line]) => JSON.parse(line) as WordingItem);

/** An honest wording: every item as its first variant has it, the summary from the sentences. */
function wordingOf(items: readonly WordingItem[]): unknown {
  const textOf = ({ variants: [first = ''] }: WordingItem): string => first;
  const sentences = items.filter(({ kind }) => kind === 'sentence');
  return {
    items: items.filter(({ kind }) => kind !== 'sentence').map((item) => ({ id: item.id, text: textOf(item) })),
    summary: sentences.map((item) => ({ sentence: textOf(item), ids: [item.id] })),
  };
}

import type { LanguageModelRequest } from '../../ports/language-model.ts';

interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

type ResponseFormat =
  | { readonly type: 'json_object' }
  | {
      readonly type: 'json_schema';
      readonly json_schema: {
        readonly name: string;
        readonly strict: true;
        readonly schema: Readonly<Record<string, unknown>>;
      };
    };

/** The body of POST chat/completions, as far as all dialects agree on it. */
export interface ChatBody {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly response_format?: ResponseFormat;
  readonly [extra: string]: unknown;
}

/** What to send. `extras` are the provider's own fields. */
export function chatBody(
  model: string,
  request: LanguageModelRequest,
  extras: Readonly<Record<string, unknown>>,
): ChatBody {
  const format = responseFormat(request);
  return {
    model,
    messages: [
      { role: 'system', content: systemText(request) },
      { role: 'user', content: request.user },
    ],
    ...(format ? { response_format: format } : {}),
    ...extras,
  };
}

function responseFormat({ schema, jsonMode }: LanguageModelRequest): ResponseFormat | null {
  if (!schema || jsonMode === 'text') return null;
  if (jsonMode === 'object') return { type: 'json_object' };
  return { type: 'json_schema', json_schema: { name: schema.name, strict: true, schema: schema.json } };
}

/** At the end, so that the beginning stays the same for every model and can be cached. */
function systemText({ system, schema, jsonMode }: LanguageModelRequest): string {
  if (!schema || jsonMode === 'schema') return system;
  const told = JSON.stringify(schema.json);
  return `${system}\n\nAnswer with one JSON object and nothing else. It follows this JSON schema:\n${told}`;
}

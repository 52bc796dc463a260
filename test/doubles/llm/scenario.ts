import type { Draft } from '../../../src/domain/draft.ts';
import type { Perturbation } from './perturb.ts';

/** How the text of an answer is spoilt. */
export type TextFault =
  | 'fence'
  | 'trailing-comma'
  | 'prose-around'
  | 'truncated'
  | 'wrong-types'
  | 'extra-keys'
  | 'empty'
  | 'html'
  | 'huge'
  | 'odd-characters'
  | 'no-json';

/** What the envelope does instead of holding an answer as it should. */
export type EnvelopeFault =
  | 'html-200'
  | 'error-200'
  | 'no-choices'
  | 'no-usage'
  | 'other-model'
  | 'refusal'
  | 'length'
  | 'cut-stream'
  | 'hang-up';

/** What one call meets; the parts add up. */
export interface CallScript {
  readonly delayMs?: number;
  /** Nothing ever comes. */
  readonly stalls?: boolean;
  /** Refused with this status. */
  readonly status?: number;
  /** The provider's code, like "model_not_found" or "model_decommissioned". */
  readonly code?: string;
  readonly message?: string;
  /** With 429: in which form it says how long. */
  readonly retryAfter?: { readonly ms: number; readonly style: 's' | 'ms' | 'date' | 'reset' };
  /** JSON modes that are refused with 400: "schema", "object". */
  readonly refuses?: readonly ('schema' | 'object')[];
  /** The model's own JSON is no JSON: 400 json_validate_failed under a strict mode. */
  readonly failsValidation?: boolean;
  readonly text?: TextFault;
  readonly envelope?: EnvelopeFault;
  /** Claimed as the model that answered, with "other-model". */
  readonly servedModel?: string;
  /** Remaining tokens and requests in headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a model does: the scripts in order, the last one for all further calls. */
export interface ModelScript {
  readonly calls?: readonly CallScript[];
  readonly perturbation?: Perturbation;
  readonly seed?: number;
  /** Takes the place of the draft. */
  readonly draft?: Draft;
  /** Usage as a tokenizer would count it, instead of a fixed figure. */
  readonly countsTokens?: boolean;
  /** US dollars a call, as OpenRouter tells it; none unless told. */
  readonly costUsd?: number;
}

export interface ListedModel {
  readonly id: string;
  readonly expirationDate?: string;
  readonly contextTokens?: number;
  /** Of the question and of the answer, as OpenRouter writes them. */
  readonly usdPerToken?: readonly [string, string];
}

/** Everything the server does, as JSON. */
export interface LlmScenario {
  /** The true minutes of the meeting; without them drafts are made from the lines of the transcript. */
  readonly gold?: Draft;
  readonly runSeed?: number;
  /** By the model that is asked for; "*" for those that are not named. */
  readonly models?: Readonly<Record<string, ModelScript>>;
  /** What GET models lists; null = 404. */
  readonly listed?: readonly ListedModel[] | null;
  /** Answers by the name of the schema, for what is no draft: wording, live summary. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Minutes that are to be worded get an honest wording; else the answer is a draft, which the guard refuses. */
  readonly wordsItems?: boolean;
  /** Keys that are refused with 401. */
  readonly refusedKeys?: readonly string[];
}

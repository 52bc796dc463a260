import type { Seat, SeatCandidate } from './seat.ts';

const groq = (model: string, strictSchema: boolean, note: string): SeatCandidate => ({
  provider: 'groq',
  model,
  contextTokens: 131_072,
  strictSchema,
  note,
});

const openRouter = (model: string, contextTokens: number, note: string): SeatCandidate => ({
  provider: 'openrouter',
  model,
  contextTokens,
  strictSchema: true,
  note,
});

/**
 * Who may fill the five seats, as of 2026-11-22. The models that the product was made with stand first and are asked where they still
 * live (Groq's enterprise plans have Llama 3.3); their living successors follow. What a provider lists, retires or announces to end
 * (GET models, 404, 410) overrules this table at run time. Sources: console.groq.com/docs/models and /deprecations,
 * openrouter.ai/api/v1/models; places marked "unverified" were not seen alive on that day.
 * In the order in which votes are told.
 */
export const seats: readonly Seat[] = [
  {
    name: 'groq',
    candidates: [
      groq('llama-3.3-70b-versatile', false, 'the original; shut down 2026-08-16 for free and developer plans'),
      groq('openai/gpt-oss-120b', true, "Groq's own advice as its successor"),
      openRouter('meta-llama/llama-3.3-70b-instruct', 131_072, 'the same Llama at another host, seen 2026-10-07'),
    ],
  },
  {
    name: 'groq-2',
    candidates: [
      groq('llama-3.1-70b-versatile', false, 'the original; gone since early 2025'),
      groq('qwen/qwen3.6-27b', false, 'preview; takes no strict schema'),
      groq('openai/gpt-oss-20b', true, 'smaller sister of gpt-oss-120b'),
      openRouter('meta-llama/llama-3.1-70b-instruct', 131_072, 'unverified'),
    ],
  },
  {
    name: 'openrouter',
    candidates: [
      openRouter('openai/gpt-4o-mini', 128_000, 'the original; OpenAI shuts it 2027-01-14'),
      openRouter('openai/gpt-6-luna', 400_000, 'its successor; the id at OpenRouter is unverified'),
      groq('openai/gpt-oss-20b', true, 'for those who have a key for Groq alone'),
    ],
  },
  {
    name: 'openrouter-2',
    candidates: [
      openRouter('anthropic/claude-3-haiku', 200_000, 'the original; Anthropic retired it 2026-04-20'),
      openRouter('~anthropic/claude-haiku-latest', 200_000, 'alias of the newest Haiku, unverified'),
      openRouter('anthropic/claude-haiku-5.5', 200_000, 'since 2026-10-07; five times dearer above 100 000 tokens'),
    ],
  },
  {
    name: 'openrouter-3',
    candidates: [
      openRouter('google/gemini-flash-1.5', 1_000_000, 'the original; gone'),
      openRouter('~google/gemini-flash-latest', 1_000_000, 'alias of the newest Flash'),
      openRouter('google/gemini-3.8-flash', 1_000_000, 'unverified'),
    ],
  },
];

/** Who words minutes, writes live summaries and takes meetings of one or two seats: cheap and fast ones first. */
export const CHEAP_AND_FAST: readonly string[] = ['groq', 'openrouter', 'groq-2', 'openrouter-3', 'openrouter-2'];

export { createLocalProvider, type LocalOptions } from './local-provider.ts';
export { createOpenRouterProvider, type OpenRouterOptions } from './openrouter-provider.ts';

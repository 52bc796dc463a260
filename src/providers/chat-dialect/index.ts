export type { ChatBody } from './chat-body.ts';
export { sdkFault } from './chat-fault.ts';
export { DialectModel, type DialectOptions } from './dialect-model.ts';
export { listModels } from './model-cards.ts';

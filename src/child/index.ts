export { childEnvironment } from './child-environment.ts';
export type { FailureCodes } from './child-options.ts';
export type { ChildPoolCounters, ChildPoolOptions } from './child-pool.ts';
export { ChildPool } from './child-pool.ts';
export { serveChild } from './serve-child.ts';
export { TextTail } from './text-tail.ts';

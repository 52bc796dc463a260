import type { DiscordOptions } from '../options.ts';
import type { TestCa } from '../voice/test-ca.ts';

/** What the parent tells the child that the double runs in. */
export type ToChild =
  | {
      readonly kind: 'start';
      readonly options: Omit<DiscordOptions, 'clock'>;
      readonly ca: TestCa;
      /** Module whose exports are the steps. */
      readonly scenarioUrl: string;
    }
  | { readonly kind: 'run'; readonly id: number; readonly step: string; readonly parameters: readonly unknown[] };

/** What the child answers. */
export type FromChild =
  | { readonly kind: 'started'; readonly facts: DiscordFacts }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

/** Where the double listens and what is on it. */
export interface DiscordFacts {
  readonly apiUrl: string;
  readonly token: string;
  readonly botId: string;
  readonly guilds: readonly {
    readonly id: string;
    readonly name: string;
    /** Name -> id. */
    readonly channels: Readonly<Record<string, string>>;
  }[];
}

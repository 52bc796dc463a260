import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { LocalDiscord } from '../discord.ts';
import type { DiscordOptions } from '../options.ts';
import { testCa } from '../voice/test-ca.ts';
import type { DiscordFacts, FromChild, ToChild } from './process-messages.ts';

type Step = (discord: LocalDiscord, ...parameters: never[]) => unknown;
type Rest<Parameters extends readonly unknown[]> = Parameters extends readonly [unknown, ...infer Others] ? Others : [];

export interface DiscordProcessOptions {
  readonly options?: Omit<DiscordOptions, 'clock'>;
  /** A module whose exported functions take the double first and then what `run` is given; all of it structured-cloneable. */
  readonly scenario: URL;
}

/** The double in a process of its own, for tests that block their event loop or measure their CPU time. */
export class DiscordProcess<Scenario extends object> implements AsyncDisposable {
  readonly facts: DiscordFacts;
  readonly #child: ChildProcess;
  readonly #open = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;

  private constructor(child: ChildProcess, facts: DiscordFacts) {
    this.#child = child;
    this.facts = facts;
    child.on('message', (message) => this.#take(message as FromChild));
    child.on('exit', () => this.#fail(new Error('local Discord: its process has ended')));
  }

  /** Starts it with the authority of this process, so that `trustTestCa()` and `caPath` hold for it too. */
  static async start<Scenario extends object>(setup: DiscordProcessOptions): Promise<DiscordProcess<Scenario>> {
    const child = fork(new URL('./discord-child.ts', import.meta.url), { serialization: 'advanced', execArgv: [] });
    const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`local Discord: ended with ${code}`)));
    const started = once(child, 'message') as Promise<[FromChild]>;
    const start: ToChild = {
      kind: 'start',
      options: setup.options ?? {},
      ca: testCa(),
      scenarioUrl: setup.scenario.href,
    };
    child.send(start);
    ended.catch(() => undefined);
    const [message] = await Promise.race([started, ended]);
    if (message.kind !== 'started') throw new Error(`local Discord: ${JSON.stringify(message)}`);
    return new DiscordProcess<Scenario>(child, message.facts);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Runs one exported function of the scenario there. */
  run<Name extends keyof Scenario & string>(
    step: Name,
    ...parameters: Scenario[Name] extends Step ? Rest<Parameters<Scenario[Name]>> : never
  ): Promise<Scenario[Name] extends Step ? Awaited<ReturnType<Scenario[Name]>> : never> {
    this.#lastId += 1;
    const open = Promise.withResolvers<unknown>();
    this.#open.set(this.#lastId, open);
    const message: ToChild = { kind: 'run', id: this.#lastId, step, parameters };
    this.#child.send(message);
    return open.promise as ReturnType<typeof this.run<Name>>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }

  #take(message: FromChild): void {
    if (message.kind === 'started') return;
    const open = this.#open.get(message.id);
    this.#open.delete(message.id);
    if (message.kind === 'done') open?.resolve(message.result);
    else open?.reject(new Error(message.message));
  }

  #fail(error: Error): void {
    for (const open of this.#open.values()) open.reject(error);
    this.#open.clear();
  }
}

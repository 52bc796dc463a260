import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../src/config.ts';
import type { LocalDiscord } from '../doubles/discord/index.ts';
import { type RunningMom, startMom } from '../mom.ts';

/** The model that ships with the product, trained on the twelve sentences of the stand-up. */
export const standupModel = join(projectRoot, 'samples', 'standup', 'ggml-demo-standup.bin');

const READY = 'Discord  on';

/** `mom start` as an administrator runs it, in a process of its own, against a local Discord. */
export class BotProcess implements AsyncDisposable {
  readonly #mom: RunningMom;

  private constructor(mom: RunningMom) {
    this.#mom = mom;
  }

  static start(discord: LocalDiscord, dataFolder: string): BotProcess {
    const environment = {
      DATA_DIR: dataFolder,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      NODE_EXTRA_CA_CERTS: discord.caPath,
      WHISPER_MODEL: standupModel,
      WHISPER_LANGUAGE: 'en',
      LOG_LEVEL: process.env['E2E_LOG'] ?? 'error',
    };
    return new BotProcess(startMom(['start'], environment));
  }

  /** Resolves when it takes commands; by then it is back in the call that it was in. @throws Error with what it said when it ended */
  async ready(): Promise<void> {
    const { child, finished } = this.#mom;
    let said = '';
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    child.stdout?.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (said.includes(READY)) resolve();
    });
    void finished.then(({ stderr }) => reject(new Error(`the bot has ended: ${said}${stderr}`)));
    await promise;
  }

  /** What it wrote to stderr; after it has ended. */
  async errors(): Promise<string> {
    return (await this.#mom.finished).stderr;
  }

  /** Gives the moment before it died, epoch ms. */
  async killHard(): Promise<number> {
    const atMs = Date.now();
    const exited = once(this.#mom.child, 'exit');
    this.#mom.child.kill('SIGKILL');
    await exited;
    return atMs;
  }

  /** As a deploy stops it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#mom.child.kill('SIGTERM');
    await this.#mom.finished;
  }
}

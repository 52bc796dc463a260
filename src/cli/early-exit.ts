/** A command that has told everything already and only wants its exit code. */
export class EarlyExit extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`exit ${exitCode}`);
    this.name = 'EarlyExit';
    this.exitCode = exitCode;
  }
}

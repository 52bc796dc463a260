// The process edge: the only reader of process.env and caller of process.exit.

const REQUIRED_MAJOR = 24;
/** One Ctrl-C may come twice: from the terminal, and passed on by the launcher. */
const ECHO_MS = 500;
/** Longer lines are hard to read. */
const READING_COLUMNS = 110;

if (Number(process.versions.node.split('.')[0]) < REQUIRED_MAJOR) {
  process.stderr.write(
    `AI MOM needs Node ${REQUIRED_MAJOR} or newer, this is ${process.version}. "npm install" brings one; start with "npx mom".\n`,
  );
  process.exitCode = 1;
} else {
  await main();
}

/** Imports come after the check: native add-ons crash an old Node on load. */
async function main(): Promise<void> {
  const { existsSync } = await import('node:fs');
  const { join } = await import('node:path');
  const { projectRoot, readConfig } = await import('./config.ts');
  const { runCli } = await import('./cli/run-cli.ts');
  const environmentFile = join(projectRoot, '.env');
  if (existsSync(environmentFile)) process.loadEnvFile(environmentFile);
  const { stdout, stderr, env } = process;
  stdout.on('error', ignoreLostReader);
  stderr.on('error', ignoreLostReader);
  process.exitCode = await runCli(process.argv.slice(2), {
    stdout,
    stderr,
    useColour: stdout.isTTY === true && !env['NO_COLOR'],
    columns: Math.min(stdout.columns || READING_COLUMNS, READING_COLUMNS),
    isDebugging: /^(debug|trace)$/i.test(env['LOG_LEVEL'] ?? ''),
    signal: stopSignal(),
    // A person at a terminal wants results; a log of every step only when asked for.
    readConfig: () => readConfig({ ...env, LOG_LEVEL: env['LOG_LEVEL'] || 'error' }),
  });
  leaveSoon();
}

/** `mom … | head` closes the pipe early: nobody reads any more, but the work goes on and is kept. */
function ignoreLostReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** The first Ctrl-C stops in order, a second one ends at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  let stoppedAtMs = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      const isImpatient = name === 'SIGINT' && performance.now() - stoppedAtMs > ECHO_MS;
      if (controller.signal.aborted && isImpatient) process.exit(130);
      if (controller.signal.aborted) return;
      stoppedAtMs = performance.now();
      controller.abort();
    });
  }
  // Under an old Node a launcher stands before this process: when it was killed, nobody waits here any more.
  process.once('disconnect', () => controller.abort());
  process.channel?.unref();
  return controller.signal;
}

/** Everything is closed by now; should a library still hold the loop, nobody waits for it longer than this. */
function leaveSoon(): void {
  setTimeout(() => process.exit(), 3_000).unref();
}

export {};

#!/usr/bin/env node
// The launcher. Plain JavaScript that an old Node can read: it hands over to Node 24 or says in one sentence what is missing.
import { spawn } from 'node:child_process';
import module from 'node:module';
import { join } from 'node:path';
import { broughtNode, hostIsNewEnough, projectRoot, REQUIRED_MAJOR } from '../scripts/runtime.mjs';

if (hostIsNewEnough()) {
  keepCompiled();
  await import('../src/main.ts');
} else {
  const node = broughtNode();
  if (node) handOver(node);
  else {
    console.error(
      `AI MOM needs Node ${REQUIRED_MAJOR} or newer and this is ${process.version}: run "npm install" in ${projectRoot} once, it brings its own.`,
    );
    process.exitCode = 1;
  }
}

/** Half of what a start costs is compiling: what is compiled is kept, for the children too. Where nothing can be written, nothing is. */
function keepCompiled() {
  process.env.NODE_COMPILE_CACHE ??= join(projectRoot, 'node_modules', '.cache', 'compiled');
  module.enableCompileCache();
}

function handOver(node) {
  // The channel tells the child when this process is gone, even by kill -9.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const child = spawn(node, [process.argv[1], ...process.argv.slice(2)], { stdio });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`AI MOM could not start its own Node (${error.message}): run "npm install" in ${projectRoot} again.`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

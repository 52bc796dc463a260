// Runs after `npm install`: Node 24 where the host's is older, whisper.cpp compiled for this CPU, links, and nothing twice.

import { join } from 'node:path';
import { buildWhisper } from './build-whisper.mjs';
import { pruneForeignBinaries } from './prune.mjs';
import { bringNode, hostIsNewEnough, linkIntoBin, projectRoot } from './runtime.mjs';

try {
  const node = hostIsNewEnough() ? process.execPath : bringNode();
  if (!hostIsNewEnough()) linkIntoBin('node', node);
  linkIntoBin('mom', join(projectRoot, 'bin', 'mom.mjs'));
  pruneForeignBinaries();
  buildWhisper({ node });
} catch (error) {
  console.error(`set-up: ${error.message}`);
  process.exitCode = 1;
}

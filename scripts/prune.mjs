// onnxruntime-node carries every platform's library (288 MB); only this platform's is ever loaded.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './runtime.mjs';

export function pruneForeignBinaries() {
  const root = join(projectRoot, 'node_modules', 'onnxruntime-node', 'bin');
  if (!existsSync(root)) return;
  for (const api of readdirSync(root)) {
    for (const platform of readdirSync(join(root, api))) {
      for (const arch of readdirSync(join(root, api, platform))) {
        if (platform === process.platform && arch === process.arch) continue;
        rmSync(join(root, api, platform, arch), { recursive: true, force: true });
      }
    }
  }
}

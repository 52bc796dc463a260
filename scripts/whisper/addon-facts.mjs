import { spawnSync } from 'node:child_process';

/**
 * What the library in the addon says about itself; refuses one that is not of the version whose headers it was compiled with.
 * A build for another CPU may not run here (SIGILL): then the compiler's word has to do.
 */
export function addonFacts({ node, file, version, wish }) {
  const code = `const { whisperVersion, systemInfo } = require(${JSON.stringify(file)}); console.log(JSON.stringify({ whisperVersion, systemInfo }))`;
  const { status, signal, stdout, stderr } = spawnSync(node, ['-e', code], { encoding: 'utf8', timeout: 60_000 });
  if (signal === 'SIGILL' && wish.march !== 'native') return { openMp: wish.hasOpenMp, tinyBlas: true };
  if (status !== 0) throw new Error(`what was built does not load (${signal ?? lastLine(stderr)})`);
  const { whisperVersion, systemInfo } = JSON.parse(lastLine(stdout));
  if (whisperVersion !== version)
    throw new Error(`library ${whisperVersion} and headers ${version} of whisper.cpp do not match`);
  return { openMp: systemInfo.includes('OPENMP = 1'), tinyBlas: systemInfo.includes('LLAMAFILE = 1') };
}

const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';

// Installs what production needs into the folder it is run in, for the image (Dockerfile) and, outside Docker, for CI.
// MOM_WHISPER_MARCH: instruction set of the machines that will run it. MOM_WHISPER_BACKEND: cpu, or cuda (NOT EXECUTED so far).
import { execFileSync } from 'node:child_process';
import { broughtNode, hostIsNewEnough, projectRoot } from './runtime.mjs';

const backend = process.env.MOM_WHISPER_BACKEND || 'cpu';
if (!['cpu', 'cuda'].includes(backend)) {
  console.error(`image: MOM_WHISPER_BACKEND must be cpu or cuda, not "${backend}"`);
  process.exit(1);
}

// Debian's and Node's CPU baselines differ: x86-64-v3 (AVX2, FMA, F16C) is every server CPU since 2013-2015.
const march = process.env.MOM_WHISPER_MARCH || (process.arch === 'x64' ? 'x86-64-v3' : 'armv8.2-a+dotprod+fp16');
const env = { ...process.env, MOM_WHISPER_MARCH: march, MOM_WHISPER_BACKEND: backend };
const run = (command, ...args) => execFileSync(command, args, { cwd: projectRoot, env, stdio: 'inherit' });
run('npm', 'install', '--omit=dev', '--no-audit', '--no-fund');
// The set-up is content with less. An image for GPUs is not: this does nothing where CUDA is built, and fails where it is not.
if (backend === 'cuda') run(process.execPath, 'scripts/build-whisper.mjs', '--cuda');

run(hostIsNewEnough() ? process.execPath : broughtNode(), 'scripts/image-prune.mjs', backend);

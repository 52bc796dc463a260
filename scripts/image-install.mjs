// Installs what production needs into the folder it is run in, for the image (Dockerfile) and, outside Docker, for CI.
// MOM_WHISPER_MARCH: instruction set of the machines that will run it. MOM_WHISPER_BACKEND: cpu.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './runtime.mjs';

const backend = process.env.MOM_WHISPER_BACKEND || 'cpu';
if (backend !== 'cpu') {
  console.error(`image: this version builds the engine for the CPU only; "${backend}" is not possible yet`);
  process.exit(1);
}

// Debian's and Node's CPU baselines differ: x86-64-v3 (AVX2, FMA, F16C) is every server CPU since 2013-2015.
const march = process.env.MOM_WHISPER_MARCH || (process.arch === 'x64' ? 'x86-64-v3' : 'armv8.2-a+dotprod+fp16');
execFileSync('npm', ['install', '--omit=dev', '--no-audit', '--no-fund'], {
  cwd: projectRoot,
  env: { ...process.env, MOM_WHISPER_MARCH: march },
  stdio: 'inherit',
});

// Sources and objects of what is compiled now.
for (const part of ['whisper.cpp', 'build/Release/obj.target', 'build/Release/.deps']) {
  rmSync(join(projectRoot, 'node_modules', 'smart-whisper', part), { recursive: true, force: true });
}

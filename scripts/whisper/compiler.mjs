import { spawnSync } from 'node:child_process';
import { succeeds } from './run.mjs';

/** Instruction sets that decide the speed, and those that crash where they are missing: macros that the compiler predefines. */
const TELLING_MACROS =
  /#define __(SSE4_2|SSSE3|AVX|AVX2|FMA|F16C|BMI2|AVX512[A-Z0-9]*|AMX_(?:TILE|INT8|BF16)|ARM_FEATURE_DOTPROD)(?:__)? /g;

export function hasTools(tools) {
  return tools.every((tool) => succeeds(tool));
}

/** Flags for this instruction set. */
export function machineFlags(march) {
  if (process.arch === 'arm64') return march === 'native' ? ['-mcpu=native'] : [`-march=${march}`];
  const flags = [`-march=${march}`];
  // ggml would add up products in 16 bits then: less exact, and half as fast on rows that are no multiple of 128.
  return featuresOf(flags).includes('avx512fp16') ? [...flags, '-mno-avx512fp16'] : flags;
}

/** Instruction sets that the compiler uses under these flags: "avx2", "avx512f", … */
export function featuresOf(flags) {
  const probe = spawnSync('g++', [...flags, '-dM', '-E', '-x', 'c', '/dev/null'], { encoding: 'utf8' });
  const macros = probe.status === 0 ? [...probe.stdout.matchAll(TELLING_MACROS)] : [];
  return macros.map((match) => match[1].toLowerCase()).sort();
}

/** Without OpenMP ggml's threads spin while they wait: on a busy machine two of them take 8 times as long as one. */
export function hasOpenMp() {
  return succeeds('g++', ['-fopenmp', '-dM', '-E', '-x', 'c', '/dev/null']);
}

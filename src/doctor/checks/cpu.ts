import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { readWhisperBuild } from './whisper-build.ts';

/** The compiler's names (left) that the kernel writes in another way in /proc/cpuinfo. */
const kernelNames: Readonly<Record<string, string>> = {
  avx512bf16: 'avx512_bf16',
  avx512vnni: 'avx512_vnni',
  avx512vpopcntdq: 'avx512_vpopcntdq',
  avx512bitalg: 'avx512_bitalg',
  avx512vbmi2: 'avx512_vbmi2',
  avx512fp16: 'avx512_fp16',
  avx512vp2intersect: 'avx512_vp2intersect',
  avx5124vnniw: 'avx512_4vnniw',
  avx5124fmaps: 'avx512_4fmaps',
  arm_feature_dotprod: 'asimddp',
};

/** Does this CPU have every instruction set that the engine was compiled for? One too many ends in SIGILL. */
export const cpuCheck = (facts: DoctorFacts): Check => ({
  name: 'cpu',
  run: async () => {
    const build = await readWhisperBuild(facts);
    if (!build) return { status: 'skipped', summary: 'the transcription engine is not built, nothing to compare with' };
    if (build.arch !== facts.arch)
      return crash(`the engine is built for ${build.arch}, this machine is ${facts.arch}`, []);
    const flags = await facts.cpuFlags();
    if (!flags) return { status: 'skipped', summary: 'this system does not tell what the CPU can do' };
    const missing = missingFeatures(build.features, flags);
    if (missing.length > 0)
      return crash(`the engine uses ${missing.join(', ')}, which this CPU lacks: it would crash`, missing);
    const best = flags.includes('avx512f') ? 'AVX-512' : flags.includes('avx2') ? 'AVX2' : 'no AVX2';
    return {
      status: 'ok',
      summary: `has all ${build.features.length} instruction sets of the engine (${facts.arch}, ${best})`,
      facts: { march: build.march, features: build.features },
    };
  },
});

/** Features of the build that are not among the kernel's flags. */
export const missingFeatures = (features: readonly string[], flags: readonly string[]): readonly string[] =>
  features.filter((feature) => !flags.includes(kernelNames[feature] ?? feature));

const crash = (summary: string, missing: readonly string[]) =>
  ({ status: 'fail', summary, hint: 'Run "npm install" again on this machine.', facts: { missing } }) as const;

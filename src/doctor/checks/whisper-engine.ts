import type { Check, CheckOutcome } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { askPrebuiltEngine } from './prebuilt-engine.ts';
import { addonPath, readWhisperBuild, type WhisperBuild } from './whisper-build.ts';

const LOADED = 'loaded';

/** Is whisper.cpp built, and does it load? Tried in a child: a wrong instruction would take this process with it. */
export const whisperEngineCheck = (facts: DoctorFacts): Check => ({
  name: 'whisper',
  run: async (signal) => {
    const build = await readWhisperBuild(facts);
    if (!build) return await withoutCompiled(facts, signal);
    const code = `require(${JSON.stringify(addonPath(facts.projectRoot))}); console.log('${LOADED}')`;
    const result = await facts.runProgram(facts.nodePath, ['-e', code], signal);
    if (!result?.stdout.includes(LOADED)) {
      const reason = result?.endedBy ?? `exit ${result?.exitCode ?? 'unknown'}`;
      return broken(`is built, but does not load (${reason})`, 'Run "npm install" again on this machine.');
    }
    return loads(build);
  },
});

/** The prebuilt engine does the work; without both nothing can be transcribed. */
async function withoutCompiled(facts: DoctorFacts, signal?: AbortSignal): Promise<CheckOutcome> {
  const hint = 'Install cmake, make and g++, then run "npm install" again.';
  const prebuilt = await askPrebuiltEngine(facts, signal);
  if (!prebuilt) return broken('is not built, nothing can be transcribed', hint);
  const summary = `is not built; transcribe.cpp ${prebuilt.version} does the work, without word times`;
  return { status: 'warn', summary, hint };
}

/** An older engine in the place of the wanted one works, at twice the cost. */
function loads(build: WhisperBuild): CheckOutcome {
  const { version, march, whisper, backend, tinyBlas, openMp, fellBack } = build;
  const facts = { version, march, whisper: whisper ?? null, backend, tinyBlas, openMp };
  const summary = `${describe(build)} loads`;
  if (!fellBack) return { status: 'ok', summary, facts };
  const hint = 'Run "npm run build:whisper" to try again.';
  return { status: 'warn', summary: `${summary}, but is not the one that was wanted: ${fellBack}`, hint, facts };
}

function describe({ whisper, version, backend, march, tinyBlas, openMp, features }: WhisperBuild): string {
  const name = whisper ? `whisper.cpp ${whisper}` : `whisper.cpp of smart-whisper ${version}`;
  const cpu = features.includes('avx512f') ? 'AVX-512' : features.includes('avx2') ? 'AVX2' : null;
  const parts = [
    name,
    ...(backend === 'cpu' ? [] : [backend.toUpperCase()]),
    ...(tinyBlas ? ['tinyBLAS'] : []),
    ...(openMp ? ['OpenMP'] : []),
    `CPU ${cpu ? `${cpu} ` : ''}(${march})`,
  ];
  return parts.join(', ');
}

const broken = (summary: string, hint: string): CheckOutcome => ({ status: 'fail', summary, hint });

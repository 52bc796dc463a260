import type { Check, CheckOutcome } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { addonPath, readWhisperBuild } from './whisper-build.ts';

const LOADED = 'loaded';

/** Is whisper.cpp built, and does it load? Tried in a child: a wrong instruction would take this process with it. */
export const whisperEngineCheck = (facts: DoctorFacts): Check => ({
  name: 'whisper',
  run: async (signal) => {
    const build = await readWhisperBuild(facts);
    if (!build)
      return broken(
        'is not built, nothing can be transcribed',
        'Install make, g++ and python3, then run "npm install" again.',
      );
    const code = `require(${JSON.stringify(addonPath(facts.projectRoot))}); console.log('${LOADED}')`;
    const result = await facts.runProgram(facts.nodePath, ['-e', code], signal);
    if (!result?.stdout.includes(LOADED)) {
      const reason = result?.endedBy ?? `exit ${result?.exitCode ?? 'unknown'}`;
      return broken(`is built, but does not load (${reason})`, 'Run "npm install" again on this machine.');
    }
    const summary = `whisper.cpp of smart-whisper ${build.version} is built for ${build.march} and loads`;
    return { status: 'ok', summary, facts: { version: build.version, march: build.march } };
  },
});

const broken = (summary: string, hint: string): CheckOutcome => ({ status: 'fail', summary, hint });

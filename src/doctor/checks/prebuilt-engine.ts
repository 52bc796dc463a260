import { z } from 'zod';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';

const schema = z.object({ version: z.string(), backends: z.array(z.string()) });

/** What the prebuilt engine says of itself. */
export type PrebuiltEngine = z.infer<typeof schema>;

/** Written by a child, since a native library that does not fit takes its process with it. */
const QUESTION = [
  "import { getAvailableBackends, version } from 'transcribe-cpp';",
  'const backends = getAvailableBackends().map((backend) => backend.name);',
  'console.log(JSON.stringify({ version: version().version, backends }));',
].join(' ');

/** Is transcribe.cpp, which needs no compiler, usable here? */
export const prebuiltEngineCheck = (facts: DoctorFacts): Check => ({
  name: 'transcribe',
  run: async (signal) => {
    const engine = await askPrebuiltEngine(facts, signal);
    if (!engine)
      return {
        status: 'warn',
        summary: 'transcribe.cpp does not load on this machine; only the compiled whisper.cpp can be used',
        hint: 'Run "npm install" again.',
      };
    const summary = `transcribe.cpp ${engine.version} loads: ${engine.backends.join(', ')}`;
    return { status: 'ok', summary, facts: { ...engine } };
  },
});

/** Null when it does not load. */
export async function askPrebuiltEngine(facts: DoctorFacts, signal?: AbortSignal): Promise<PrebuiltEngine | null> {
  const result = await facts.runProgram(facts.nodePath, ['--input-type=module', '-e', QUESTION], signal);
  const line = result?.stdout.split('\n').find((text) => text.startsWith('{'));
  try {
    return schema.safeParse(JSON.parse(line ?? 'null')).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

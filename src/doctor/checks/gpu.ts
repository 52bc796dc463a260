import type { Check } from '../check.ts';
import type { DoctorConfig, DoctorFacts } from '../doctor-facts.ts';

const QUESTION = ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader'];

/** Is there an NVIDIA GPU, and is it wanted? */
export const gpuCheck = ({ WHISPER_GPU }: DoctorConfig, { runProgram }: DoctorFacts): Check => ({
  name: 'gpu',
  run: async (signal) => {
    const result = await runProgram('nvidia-smi', QUESTION, signal);
    const gpus = result?.exitCode === 0 ? result.stdout.split('\n').filter((line) => line.trim() !== '') : [];
    const facts = { gpus, isWanted: WHISPER_GPU };
    if (gpus.length > 0)
      return {
        status: 'ok',
        summary: `${gpus.join('; ')}${WHISPER_GPU ? '' : ' (not used: WHISPER_GPU is off)'}`,
        facts,
      };
    const summary = result ? 'nvidia-smi finds no GPU that works' : 'none, the CPU is used';
    if (!result && !WHISPER_GPU) return { status: 'ok', summary, facts };
    return {
      status: 'warn',
      summary,
      hint: WHISPER_GPU
        ? 'WHISPER_GPU is on, so the CPU is used in its place. Check the driver or switch it off.'
        : 'Check the NVIDIA driver, or ignore this: the CPU is used.',
      facts,
    };
  },
});

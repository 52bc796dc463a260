import type { Check, CheckOutcome } from '../check.ts';
import type { DoctorConfig, DoctorFacts } from '../doctor-facts.ts';
import { readWhisperBuild } from './whisper-build.ts';

const QUESTION = ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader'];

/** Is there an NVIDIA GPU, is it wanted, and can the engine use it? */
export const gpuCheck = ({ WHISPER_GPU }: DoctorConfig, machine: DoctorFacts): Check => ({
  name: 'gpu',
  run: async (signal) => {
    const result = await machine.runProgram('nvidia-smi', QUESTION, signal);
    const gpus = result?.exitCode === 0 ? result.stdout.split('\n').filter((line) => line.trim() !== '') : [];
    const facts = { gpus, isWanted: WHISPER_GPU };
    const build = await readWhisperBuild(machine);
    if (gpus.length > 0) return { ...found(gpus.join('; '), WHISPER_GPU, build?.backend === 'cpu'), facts };
    return { ...none(WHISPER_GPU, result !== null), facts };
  },
});

function found(gpus: string, isWanted: boolean, isForCpuOnly: boolean): CheckOutcome {
  if (!isWanted) return { status: 'ok', summary: `${gpus} (not used: WHISPER_GPU is off)` };
  if (!isForCpuOnly) return { status: 'ok', summary: gpus };
  const summary = `${gpus}, but the transcription engine is built for the CPU only`;
  return { status: 'warn', summary, hint: 'Run "npm run build:whisper -- --cuda".' };
}

function none(isWanted: boolean, hasDriver: boolean): CheckOutcome {
  const summary = hasDriver ? 'nvidia-smi finds no GPU that works' : 'none, the CPU is used';
  if (!hasDriver && !isWanted) return { status: 'ok', summary };
  const hint = isWanted
    ? 'WHISPER_GPU is on, so the CPU is used in its place. Check the driver or switch it off.'
    : 'Check the NVIDIA driver, or ignore this: the CPU is used.';
  return { status: 'warn', summary, hint };
}

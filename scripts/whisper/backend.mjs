import { succeeds } from './run.mjs';

const BACKENDS = ['cpu', 'cuda', 'vulkan', 'metal'];

/** The machine as it is; tests bring another one. */
export const thisMachine = {
  platform: process.platform,
  arch: process.arch,
  hasCuda: () => succeeds('nvcc') && succeeds('nvidia-smi', ['-L']),
};

/**
 * What the engine is built for: a flag (`--cuda`), else MOM_WHISPER_BACKEND, else what the machine has. nvcc alone is no GPU.
 *
 * @param {string[]} args
 * @param {Record<string, string | undefined>} environment
 * @param {{ platform: string, arch: string, hasCuda: () => boolean }} machine
 */
export function chooseBackend(args, environment, machine = thisMachine) {
  const unknown = args.find((arg) => !BACKENDS.includes(arg.replace(/^--/, '')));
  if (unknown)
    throw new Error(`"${unknown}" is not known; possible are ${BACKENDS.map((name) => `--${name}`).join(' ')}`);
  const asked = args.at(-1)?.slice(2) ?? environment.MOM_WHISPER_BACKEND;
  if (asked && !BACKENDS.includes(asked))
    throw new Error(`MOM_WHISPER_BACKEND must be one of ${BACKENDS.join(', ')}, not "${asked}"`);
  return asked || detected(machine);
}

function detected({ platform, arch, hasCuda }) {
  if (platform === 'darwin' && arch === 'arm64') return 'metal';
  return platform === 'linux' && hasCuda() ? 'cuda' : 'cpu';
}

import type { DoctorConfig, DoctorFacts, DoctorSecretName, ProgramResult } from '../../../src/doctor/doctor-facts.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { FakeModelLibrary } from '../../doubles/fake-model-library.ts';

const features = ['avx2', 'avx512bf16', 'avx512f', 'avx512vnni', 'f16c', 'fma', 'sse4_2'];

/** What the set-up writes about the engine. */
export const aBuild = (changes: object = {}): string =>
  JSON.stringify({ version: '0.8.1', march: 'native', platform: 'linux', arch: 'x64', features, ...changes });

export const ran = (changes: Partial<ProgramResult> = {}): ProgramResult => ({
  exitCode: 0,
  endedBy: null,
  stdout: '',
  stderr: '',
  ...changes,
});

/** A machine on which all is well; no network, no GPU. */
export function someFacts(changes: Partial<DoctorFacts> = {}): DoctorFacts {
  return {
    projectRoot: '/app',
    nodeVersion: '24.21.0',
    nodePath: '/usr/bin/node',
    platform: 'linux',
    arch: 'x64',
    models: new FakeModelLibrary(),
    clock: new FakeClock(),
    fetch: () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } })),
    cpuFlags: async () => ['avx2', 'avx512_bf16', 'avx512f', 'avx512_vnni', 'f16c', 'fma', 'sse4_2', 'sse'],
    readText: async () => aBuild(),
    runProgram: async (program) => (program === 'nvidia-smi' ? null : ran({ stdout: '{"version":"8.1"}\nloaded\n' })),
    disk: async () => ({ freeBytes: 50e9, isWritable: true }),
    memory: () => ({ totalBytes: 16 * 2 ** 30, availableBytes: 8 * 2 ** 30 }),
    ...changes,
  };
}

export interface SomeConfig extends Partial<Omit<DoctorConfig, 'secrets'>> {
  readonly secrets?: Partial<Record<DoctorSecretName, string>>;
}

export function someConfig({ secrets = {}, ...changes }: SomeConfig = {}): DoctorConfig {
  const wrapped = Object.entries(secrets).map(([name, value]) => [name, new Secret(value)]);
  return {
    dataDir: '/app/data',
    modelCache: '/cache/models',
    WHISPER_MODEL: 'base',
    WHISPER_GPU: false,
    ...changes,
    secrets: Object.fromEntries(wrapped),
  };
}

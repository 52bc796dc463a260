import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../../scripts/whisper/apply-patch.mjs';
import { chooseBackend } from '../../../scripts/whisper/backend.mjs';
import { cmakeFlags } from '../../../scripts/whisper/cmake-flags.mjs';
import { sourceName, versionOf } from '../../../scripts/whisper/source.mjs';
import { projectRoot } from '../../../src/config.ts';

const patch = readFileSync(join(projectRoot, 'scripts', 'whisper', 'smart-whisper.patch'), 'utf8');
const installed = (file: string): string =>
  readFileSync(join(projectRoot, 'node_modules', 'smart-whisper', 'src', 'binding', file), 'utf8');

describe('the patch of smart-whisper', () => {
  it('fits the version that is installed, and nothing is changed by a second time', () => {
    const once = applyPatch(patch, installed);
    expect([...once.keys()]).toEqual(['binding.cc', 'common.h', 'model.cc', 'transcribe.cc']);
    expect(once.get('model.cc')).toContain('params = whisper_context_default_params();');
    expect(once.get('transcribe.cc')).not.toContain('params.suppress_non_speech_tokens');
    expect(applyPatch(patch, (file) => once.get(file) ?? '')).toEqual(once);
  });

  it('is refused by any other source', () => {
    const changed = (file: string): string => installed(file).replaceAll('o.Get("suppress_blank")', 'o.get()');
    expect(() => applyPatch(patch, changed)).toThrow('transcribe.cc is not what the patch was made for');
    const doubled = (file: string): string => installed(file).repeat(2);
    expect(() => applyPatch(patch, doubled)).toThrow('binding.cc is not what the patch was made for');
    expect(() => applyPatch('', installed)).toThrow('empty');
  });
});

describe('the backend', () => {
  const linux = { platform: 'linux', arch: 'x64', hasCuda: () => false };

  it.each([
    ['nothing special', [], {}, linux, 'cpu'],
    ['nvcc with a GPU', [], {}, { ...linux, hasCuda: () => true }, 'cuda'],
    ['an Apple', [], {}, { ...linux, platform: 'darwin', arch: 'arm64' }, 'metal'],
    ['the environment', [], { MOM_WHISPER_BACKEND: 'vulkan' }, linux, 'vulkan'],
    ['a flag first', ['--cuda'], { MOM_WHISPER_BACKEND: 'vulkan' }, linux, 'cuda'],
    ['the CPU, although', ['--cpu'], {}, { ...linux, hasCuda: () => true }, 'cpu'],
  ])('with %s', (_, args, environment, machine, expected) => {
    expect(chooseBackend(args, environment, machine)).toEqual(expected);
  });

  it('is none that nobody knows', () => {
    expect(() => chooseBackend(['--rocm'], {}, linux)).toThrow('"--rocm" is not known');
    expect(() => chooseBackend([], { MOM_WHISPER_BACKEND: 'gpu' }, linux)).toThrow('cpu, cuda, vulkan, metal');
  });
});

describe('the flags of CMake', () => {
  const wish = {
    backend: 'cpu',
    march: 'native',
    arch: 'x64',
    machineFlags: ['-march=native', '-mno-avx512fp16'],
    hasOpenMp: true,
    hasGpu: false,
  };

  it('have tinyBLAS, OpenMP and the instruction set of the compiler, and no GPU', () => {
    const flags = cmakeFlags(wish);
    expect(flags).toEqual(expect.arrayContaining(['-DGGML_LLAMAFILE=ON', '-DGGML_OPENMP=ON', '-DGGML_AVX2=OFF']));
    expect(flags).toContain('-DCMAKE_CXX_FLAGS=-march=native -mno-avx512fp16');
    expect(flags.filter((flag) => /CUDA|VULKAN|METAL=ON/.test(flag))).toEqual([]);
    expect(cmakeFlags({ ...wish, hasOpenMp: false })).toContain('-DGGML_OPENMP=OFF');
  });

  it('name the instruction set to ggml on ARM', () => {
    expect(cmakeFlags({ ...wish, arch: 'arm64' })).toContain('-DGGML_NATIVE=ON');
    expect(cmakeFlags({ ...wish, arch: 'arm64', march: 'armv8.2-a' })).toContain('-DGGML_CPU_ARM_ARCH=armv8.2-a');
  });

  it('build CUDA without the driver, for the GPU that is there or for all', () => {
    const own = '-DCMAKE_CUDA_ARCHITECTURES=native';
    const flags = cmakeFlags({ ...wish, backend: 'cuda', hasGpu: true });
    expect(flags).toEqual(expect.arrayContaining(['-DGGML_CUDA=ON', '-DGGML_CUDA_NO_VMM=ON', own]));
    expect(cmakeFlags({ ...wish, backend: 'cuda' })).not.toContain(own);
  });

  it('switch on Vulkan or Metal', () => {
    expect(cmakeFlags({ ...wish, backend: 'vulkan' })).toContain('-DGGML_VULKAN=ON');
    expect(cmakeFlags({ ...wish, backend: 'metal' })).toContain('-DGGML_METAL=ON');
  });
});

describe('the source of whisper.cpp', () => {
  it.each([
    [{ WHISPER_CPP_DIR: '/src/whisper.cpp', MOM_WHISPER_GIT: '1' }, '/src/whisper.cpp'],
    [{ MOM_WHISPER_GIT: '1' }, 'git v1.9.1'],
    [{}, 'npm nodejs-whisper@0.3.1'],
  ])('%o is %s', (environment, name) => expect(sourceName(environment)).toBe(name));

  it.each([
    ['project("whisper.cpp" C CXX)\nproject("whisper.cpp" VERSION 1.9.3)\n', '1.9.3'],
    ['project("whisper.cpp" VERSION 2.0.0)', '2.0.0'],
    ['project("whisper.cpp" VERSION 1.8.6)', 'is too old: 1.9 or newer is needed'],
    ['project("llama.cpp")', 'does not tell its version'],
  ])('%j: %s', (text, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'mom-source-'));
    try {
      expect(() => versionOf(folder)).toThrow('holds no whisper.cpp');
      writeFileSync(join(folder, 'CMakeLists.txt'), text);
      if (/^\d/.test(expected)) expect(versionOf(folder)).toBe(expected);
      else expect(() => versionOf(folder)).toThrow(expected);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

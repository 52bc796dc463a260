import { describe, expect, it } from 'vitest';
import { cpuCheck, missingFeatures } from '../../../src/doctor/checks/cpu.ts';
import { diskCheck } from '../../../src/doctor/checks/disk.ts';
import { ffmpegCheck } from '../../../src/doctor/checks/ffmpeg.ts';
import { gpuCheck } from '../../../src/doctor/checks/gpu.ts';
import { memoryCheck } from '../../../src/doctor/checks/memory.ts';
import { modelCheck, shippedModelCheck } from '../../../src/doctor/checks/model.ts';
import { nodeVersionCheck } from '../../../src/doctor/checks/node-version.ts';
import { prebuiltEngineCheck } from '../../../src/doctor/checks/prebuilt-engine.ts';
import { whisperEngineCheck } from '../../../src/doctor/checks/whisper-engine.ts';
import { FakeModelLibrary } from '../../doubles/fake-model-library.ts';
import { aBuild, ran, someConfig, someFacts } from './some-facts.ts';

describe('node', () => {
  it.each([
    ['24.0.0', 'ok'],
    ['v26.1.0', 'ok'],
    ['23.11.0', 'fail'],
    ['9.0.0', 'fail'],
    ['nonsense', 'fail'],
  ])('%s is %s', async (nodeVersion, status) => {
    expect(await nodeVersionCheck(someFacts({ nodeVersion })).run()).toMatchObject({ status });
  });
});

describe('cpu', () => {
  it('has all that the engine was compiled for, under the names of the kernel', async () => {
    expect(await cpuCheck(someFacts()).run()).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining('AVX-512'),
    });
  });

  it('would crash without one of them', async () => {
    const facts = someFacts({ cpuFlags: async () => ['avx2', 'f16c', 'fma', 'sse4_2'] });
    expect(await cpuCheck(facts).run()).toMatchObject({
      status: 'fail',
      summary: 'the engine uses avx512bf16, avx512f, avx512vnni, which this CPU lacks: it would crash',
      hint: expect.stringContaining('npm install'),
    });
  });

  it('would crash with an engine of another architecture', async () => {
    expect(await cpuCheck(someFacts({ arch: 'arm64' })).run()).toMatchObject({ status: 'fail' });
  });

  it('is not asked without an engine, or where the kernel does not tell', async () => {
    expect(await cpuCheck(someFacts({ readText: async () => null })).run()).toMatchObject({ status: 'skipped' });
    expect(await cpuCheck(someFacts({ cpuFlags: async () => null })).run()).toMatchObject({ status: 'skipped' });
  });

  it.each([
    ['avx512bf16', 'avx512_bf16'],
    ['avx512vnni', 'avx512_vnni'],
    ['avx512vpopcntdq', 'avx512_vpopcntdq'],
    ['avx512bitalg', 'avx512_bitalg'],
    ['avx512vbmi2', 'avx512_vbmi2'],
    ['avx512fp16', 'avx512_fp16'],
    ['avx512vbmi', 'avx512vbmi'],
    ['avx512ifma', 'avx512ifma'],
    ['bmi2', 'bmi2'],
    ['arm_feature_dotprod', 'asimddp'],
  ])('%s is %s in /proc/cpuinfo', (feature, flag) => {
    expect(missingFeatures([feature], [flag])).toEqual([]);
    expect(missingFeatures([feature], ['sse'])).toEqual([feature]);
  });
});

describe('transcribe', () => {
  it('tells version and backends of the prebuilt engine', async () => {
    const stdout = '{"version":"0.2.3","backends":["CPU","Vulkan0"]}\n';
    expect(await prebuiltEngineCheck(someFacts({ runProgram: async () => ran({ stdout }) })).run()).toEqual({
      status: 'ok',
      summary: 'transcribe.cpp 0.2.3 loads: CPU, Vulkan0',
      facts: { version: '0.2.3', backends: ['CPU', 'Vulkan0'] },
    });
  });

  it.each([
    ['there is no Node', null],
    ['it crashes', ran({ exitCode: null, endedBy: 'SIGILL' })],
    ['it says something else', ran({ stdout: '{"version":1}' })],
    ['it says half of it', ran({ stdout: '{"version":' })],
  ])('warns when %s', async (_, result) => {
    const outcome = await prebuiltEngineCheck(someFacts({ runProgram: async () => result })).run();
    expect(outcome).toMatchObject({ status: 'warn', summary: expect.stringContaining('does not load') });
  });
});

describe('whisper', () => {
  it('is built and loads', async () => {
    const build = aBuild({ whisper: '1.9.1', backend: 'cpu', tinyBlas: true, openMp: true, fellBack: null });
    expect(await whisperEngineCheck(someFacts({ readText: async () => build })).run()).toMatchObject({
      status: 'ok',
      summary: 'whisper.cpp 1.9.1, tinyBLAS, OpenMP, CPU AVX-512 (native) loads',
    });
  });

  it('warns of an older engine in the place of the wanted one', async () => {
    const build = aBuild({ whisper: null, openMp: true, fellBack: 'cmake was not found' });
    expect(await whisperEngineCheck(someFacts({ readText: async () => build })).run()).toMatchObject({
      status: 'warn',
      summary:
        'whisper.cpp of smart-whisper 0.8.1, OpenMP, CPU AVX-512 (native) loads, but is not the one that was wanted: cmake was not found',
      hint: 'Run "npm run build:whisper" to try again.',
    });
  });

  it.each([
    ['nothing was built', null],
    ['the record is broken', '{"version":'],
    ['the record says something else', '{"version":1}'],
  ])('fails when %s', async (_, text) => {
    expect(await whisperEngineCheck(someFacts({ readText: async () => text })).run()).toMatchObject({
      status: 'fail',
      summary: 'is not built, nothing can be transcribed',
      hint: expect.stringContaining('g++'),
    });
  });

  it('is not needed where the prebuilt engine loads', async () => {
    const stdout = '{"version":"0.2.3","backends":["CPU"]}\n';
    const facts = someFacts({ readText: async () => null, runProgram: async () => ran({ stdout }) });
    expect(await whisperEngineCheck(facts).run()).toMatchObject({
      status: 'warn',
      summary: 'is not built; transcribe.cpp 0.2.3 does the work, without word times',
      hint: expect.stringContaining('g++'),
    });
  });

  it('fails with the name of the signal when loading crashes', async () => {
    const facts = someFacts({ runProgram: async () => ran({ exitCode: null, endedBy: 'SIGILL' }) });
    expect(await whisperEngineCheck(facts).run()).toMatchObject({
      status: 'fail',
      summary: 'is built, but does not load (SIGILL)',
    });
  });

  it('is tried in a child, with the file that was built', async () => {
    const asked: unknown[] = [];
    const facts = someFacts({
      readText: async (path) => (path === '/app/node_modules/smart-whisper/build/mom-build.json' ? aBuild() : null),
      runProgram: async (...call) => {
        asked.push(call.slice(0, 2));
        return ran({ stdout: 'loaded' });
      },
    });
    await whisperEngineCheck(facts).run();
    const addon = '"/app/node_modules/smart-whisper/build/Release/smart-whisper.node"';
    expect(asked).toEqual([['/usr/bin/node', ['-e', `require(${addon}); console.log('loaded')`]]]);
  });
});

describe('ffmpeg', () => {
  it('loads', async () => {
    const facts = someFacts({ runProgram: async () => ran({ stdout: '{"version":"8.1-Jellyfin"}\n' }) });
    expect(await ffmpegCheck(facts).run()).toMatchObject({ status: 'ok', summary: 'FFmpeg 8.1-Jellyfin loads' });
  });

  it.each([
    [{ endedBy: 'SIGSEGV', exitCode: null }, 'FFmpeg does not load: SIGSEGV'],
    [{ exitCode: 1, stderr: 'x.js:3\nError: no such library\n  at y' }, 'FFmpeg does not load: Error: no such library'],
    [{ stdout: 'garbage' }, 'FFmpeg does not load: no reason given'],
  ])('fails for %o', async (result, summary) => {
    const facts = someFacts({ runProgram: async () => ran(result) });
    expect(await ffmpegCheck(facts).run()).toMatchObject({ status: 'fail', summary });
  });
});

describe('disk', () => {
  it.each([
    [50e9, 'ok'],
    [5e9, 'ok'],
    [4.99e9, 'warn'],
    [0.5e9, 'warn'],
    [0.49e9, 'fail'],
  ])('with %d bytes free is %s', async (freeBytes, status) => {
    const facts = someFacts({ disk: async () => ({ freeBytes, isWritable: true }) });
    expect(await diskCheck('disk', '/app/data', facts).run()).toMatchObject({ status });
  });

  it('fails when it can not be written', async () => {
    const facts = someFacts({ disk: async () => ({ freeBytes: 50e9, isWritable: false }) });
    expect(await diskCheck('disk', '/app/data', facts).run()).toMatchObject({
      status: 'fail',
      summary: "/app/data can't be written",
    });
  });
});

it.each([
  [2 ** 30, 'ok'],
  [2 ** 30 - 1, 'warn'],
])('memory with %d bytes available is %s', async (availableBytes, status) => {
  const facts = someFacts({ memory: () => ({ totalBytes: 2 ** 34, availableBytes }) });
  expect(await memoryCheck(facts).run()).toMatchObject({ status });
});

describe('gpu', () => {
  const gpu = someFacts({
    runProgram: async () => ran({ stdout: 'NVIDIA H200, 580.1, 143771 MiB\n' }),
    readText: async () => aBuild({ backend: 'cuda' }),
  });
  const cpuOnly = { ...gpu, readText: async () => aBuild() };
  const brokenDriver = someFacts({ runProgram: async () => ran({ exitCode: 9, stdout: 'driver mismatch' }) });

  it.each([
    ['none, not wanted', false, someFacts(), 'ok', 'none, the CPU is used'],
    ['none, wanted', true, someFacts(), 'warn', 'none, the CPU is used'],
    ['there, wanted', true, gpu, 'ok', 'NVIDIA H200, 580.1, 143771 MiB'],
    [
      'there, wanted, of no use',
      true,
      cpuOnly,
      'warn',
      'NVIDIA H200, 580.1, 143771 MiB, but the transcription engine is built for the CPU only',
    ],
    ['there, not wanted', false, gpu, 'ok', 'NVIDIA H200, 580.1, 143771 MiB (not used: WHISPER_GPU is off)'],
    ['a driver that does not work', false, brokenDriver, 'warn', 'nvidia-smi finds no GPU that works'],
  ])('%s', async (_, WHISPER_GPU, facts, status, summary) => {
    expect(await gpuCheck(someConfig({ WHISPER_GPU }), facts).run()).toMatchObject({ status, summary });
  });
});

describe('model', () => {
  const entry = {
    name: 'base',
    kind: 'whisper',
    file: 'ggml-base.bin',
    url: 'https://models.example/ggml-base.bin',
    bytes: 147_951_465,
    sha256: 'a'.repeat(64),
  } as const;
  const file = { name: 'base', path: '/m/ggml-base.bin', bytes: entry.bytes, sha256: 'ab'.repeat(32), isPinned: true };

  it('is here as published', async () => {
    const models = new FakeModelLibrary({ base: { state: 'here', file } }, [entry]);
    expect(await modelCheck('model', 'base', { models }).run()).toEqual({
      status: 'ok',
      summary: 'base: 141 MiB, SHA-256 abababababab, as published',
      facts: file,
    });
    expect(models.calls).toEqual(['find base']);
  });

  it('is one that nobody has published', async () => {
    const models = new FakeModelLibrary({ toy: { state: 'here', file: { ...file, name: 'toy', isPinned: false } } });
    expect(await modelCheck('model', 'toy', { models }).run()).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining('not in the table'),
    });
  });

  it('will be downloaded', async () => {
    const models = new FakeModelLibrary({ base: { state: 'offline' } }, [entry]);
    expect(await modelCheck('model', 'base', { models }).run()).toMatchObject({
      status: 'warn',
      summary: expect.stringContaining('(141 MiB)'),
      hint: expect.stringContaining('mom models pull base'),
    });
  });

  it('that ships is never said to be downloaded', async () => {
    const models = new FakeModelLibrary({ base: { state: 'offline' } }, [entry]);
    const words = { status: 'warn', lack: 'nobody hears anything' } as const;
    expect(await shippedModelCheck('model', 'base', { models }, words).run()).toMatchObject({
      status: 'warn',
      summary: 'base is missing from models/ of the project: nobody hears anything',
      hint: expect.stringContaining('mom models pull base'),
    });
    const present = new FakeModelLibrary({ base: { state: 'here', file } }, [entry]);
    expect(await shippedModelCheck('model', 'base', { models: present }, words).run()).toMatchObject({ status: 'ok' });
  });

  it('is none that is known', async () => {
    const models = new FakeModelLibrary({}, [entry]);
    expect(await modelCheck('model', 'bsae', { models }).run()).toMatchObject({ status: 'fail' });
  });

  it('is damaged', async () => {
    const models = new FakeModelLibrary({ base: { state: 'damaged', path: '/m/ggml-base.bin' } }, [entry]);
    expect(await modelCheck('model', 'base', { models }).run()).toMatchObject({
      status: 'fail',
      summary: expect.stringContaining('/m/ggml-base.bin is damaged'),
      facts: { code: 'model_damaged' },
    });
  });
});

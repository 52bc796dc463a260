/** Instruction sets that ggml switches on one by one; the compiler's own flags decide instead. */
const BY_FLAG_ONLY = ['SSE42', 'AVX', 'AVX2', 'BMI2', 'FMA', 'F16C'];

/**
 * How libwhisper is built. tinyBLAS (LLAMAFILE) is the largest single gain on a CPU.
 *
 * @param {{ backend: string, march: string, arch: string, machineFlags: string[], hasOpenMp: boolean, hasGpu: boolean }} wish
 */
export function cmakeFlags({ backend, march, arch, machineFlags, hasOpenMp, hasGpu }) {
  return [
    '-DCMAKE_BUILD_TYPE=Release',
    '-DWHISPER_ALL_WARNINGS=OFF',
    `-DGGML_OPENMP=${onOff(hasOpenMp)}`,
    '-DGGML_LLAMAFILE=ON',
    ...machine({ march, arch, machineFlags }),
    `-DGGML_METAL=${onOff(backend === 'metal')}`,
    ...(backend === 'metal' ? ['-DGGML_METAL_EMBED_LIBRARY=ON'] : []),
    ...(backend === 'vulkan' ? ['-DGGML_VULKAN=ON'] : []),
    ...(backend === 'cuda' ? cuda(hasGpu) : []),
  ];
}

function machine({ march, arch, machineFlags }) {
  if (arch !== 'x64')
    return march === 'native' ? ['-DGGML_NATIVE=ON'] : ['-DGGML_NATIVE=OFF', `-DGGML_CPU_ARM_ARCH=${march}`];
  const flags = machineFlags.join(' ');
  return [
    '-DGGML_NATIVE=OFF',
    ...BY_FLAG_ONLY.map((set) => `-DGGML_${set}=OFF`),
    `-DCMAKE_C_FLAGS=${flags}`,
    `-DCMAKE_CXX_FLAGS=${flags}`,
  ];
}

/** Without VMM and NCCL the engine needs no driver to load, so it also starts, on the CPU, where the GPU is missing. */
function cuda(hasGpu) {
  return [
    '-DGGML_CUDA=ON',
    '-DGGML_CUDA_NO_VMM=ON',
    '-DGGML_CUDA_NCCL=OFF',
    ...(hasGpu && !process.env.CUDAARCHS ? ['-DCMAKE_CUDA_ARCHITECTURES=native'] : []),
  ];
}

const onOff = (isOn) => (isOn ? 'ON' : 'OFF');

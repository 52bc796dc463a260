import type { ModelEntry } from '../../ports/model-library.ts';

/*
 * Models for onnxruntime, table of 2026-11-23. Every URL names a fixed revision.
 * silero-*: MIT, snakers4/silero-vad 6.2; bytes and sha256 computed from the files (the first one ships in models/).
 * pyannote-segmentation-3.0*: MIT, sherpa-onnx's export; the int8 one computed from the file, the fp32 one named alike by several
 * public catalogues. wespeaker-*: Apache-2.0 code, weights CC-BY-4.0 (VoxCeleb); Hugging Face's LFS page and public catalogues.
 * campplus-zh-en: Apache-2.0, 3D-Speaker, sherpa-onnx's export; a Hugging Face model card and public catalogues.
 */
const SILERO = 'https://raw.githubusercontent.com/snakers4/silero-vad/7e30209a3e901f9842f81b225f3e93d8199902b1';
const PYANNOTE =
  'https://huggingface.co/csukuangfj/sherpa-onnx-pyannote-segmentation-3-0/resolve/9403a6902bb58e3d5ae8c7e77c3422de279db2e0';
const WESPEAKER = 'https://huggingface.co/Wespeaker';
const SHERPA_SPEAKERS =
  'https://huggingface.co/csukuangfj/speaker-embedding-models/resolve/0743f301363dec56491a490f6d6cbc9d67f9a3bf';

/** Speech detection, speaker segmentation and speaker embedding models that can be had by name. */
export const onnxTable: readonly ModelEntry[] = [
  {
    name: 'silero-vad',
    kind: 'vad',
    file: 'silero_vad_16k_op15.onnx',
    url: `${SILERO}/src/silero_vad/data/silero_vad_16k_op15.onnx`,
    bytes: 1_289_603,
    sha256: '7ed98ddbad84ccac4cd0aeb3099049280713df825c610a8ed34543318f1b2c49',
  },
  {
    name: 'silero-vad-full',
    kind: 'vad',
    file: 'silero_vad.onnx',
    url: `${SILERO}/src/silero_vad/data/silero_vad.onnx`,
    bytes: 2_327_524,
    sha256: '1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3',
  },
  {
    name: 'pyannote-segmentation-3.0',
    kind: 'segmentation',
    file: 'pyannote-segmentation-3.0.onnx',
    url: `${PYANNOTE}/model.onnx`,
    bytes: 5_992_913,
    sha256: '220ad67ca923bef2fa91f2390c786097bf305bceb5e261d4af67b38e938e1079',
  },
  {
    name: 'pyannote-segmentation-3.0-int8',
    kind: 'segmentation',
    file: 'pyannote-segmentation-3.0.int8.onnx',
    url: `${PYANNOTE}/model.int8.onnx`,
    bytes: 1_540_506,
    sha256: 'd582f4b4c6b48205de7e0643c57df0df5615a3c176189be3fc461e9d18827b5d',
  },
  {
    name: 'wespeaker-resnet34',
    kind: 'embedding',
    file: 'voxceleb_resnet34_LM.onnx',
    url: `${WESPEAKER}/wespeaker-voxceleb-resnet34-LM/resolve/f0c48c298fd835726c27956a5d617bad7115627e/voxceleb_resnet34_LM.onnx`,
    bytes: 26_530_309,
    sha256: '7bb2f06e9df17cdf1ef14ee8a15ab08ed28e8d0ef5054ee135741560df2ec068',
  },
  {
    name: 'wespeaker-campplus',
    kind: 'embedding',
    file: 'voxceleb_CAM++.onnx',
    url: `${WESPEAKER}/wespeaker-voxceleb-campplus/resolve/acf623ad8ca746e50baa432255cf8fc57c669c45/voxceleb_CAM%2B%2B.onnx`,
    bytes: 29_292_449,
    sha256: 'b50810498b5bcf5773d086f6993d344476bd0c88b566a41e8d801aaf8461efad',
  },
  {
    name: 'campplus-zh-en',
    kind: 'embedding',
    file: '3dspeaker_speech_campplus_sv_zh_en_16k-common_advanced.onnx',
    url: `${SHERPA_SPEAKERS}/3dspeaker_speech_campplus_sv_zh_en_16k-common_advanced.onnx`,
    bytes: 28_281_164,
    sha256: 'aa3cfc16963a10586a9393f5035d6d6b57e98d358b347f80c2a30bf4f00ceba2',
  },
];

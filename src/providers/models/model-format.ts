import { open } from 'node:fs/promises';

/** Enough for every magic number and for "<!doctype html". */
const HEAD_BYTES = 64;
/** GGML_FILE_MAGIC of whisper.cpp, 0x67676d6c little-endian. */
const GGML_MAGIC = 'lmgg';
/** The format of llama.cpp's family: Parakeet, Moonshine and the like for transcribe.cpp. */
const GGUF_MAGIC = 'GGUF';
/** Field 1 (ir_version) of ONNX's ModelProto as varint: the first byte of every exporter's file. */
const ONNX_FIRST_TAG = 0x08;
/** Far above ONNX's IR version 13 of 2026. */
const ONNX_MOST_IR = 32;

/** First bytes of a file. */
export async function readHead(path: string): Promise<Buffer> {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

/** What is wrong with the beginning of a model file, as a clause ("is a web page"); null when it looks right. */
export function formatFault(head: Buffer, file: string): string | null {
  if (head.length === 0) return 'is empty';
  if (isWebPage(head)) return 'is a web page, not a model';
  if (head.toString('latin1').startsWith('version https://git-lfs'))
    return 'is a Git LFS pointer, not the model itself';
  if (file.endsWith('.onnx')) return isOnnx(head) ? null : 'is not an ONNX model';
  if (file.endsWith('.bin')) return isGgml(head) ? null : 'is not a whisper.cpp model (ggml format)';
  if (file.endsWith('.gguf')) return isGguf(head) ? null : 'is not a GGUF model';
  return isOnnx(head) || isGgml(head) || isGguf(head) ? null : 'is neither a whisper.cpp, a GGUF nor an ONNX model';
}

/** Proxies and login pages like to answer with HTML and status 200. */
export const isWebPage = (head: Buffer): boolean =>
  /^\s*<(?:!doctype|html|head|\?xml|script)/i.test(head.toString('utf8').replace(/^\uFEFF/, ''));

const isGguf = (head: Buffer): boolean => head.toString('latin1', 0, 4) === GGUF_MAGIC;

const isGgml = (head: Buffer): boolean => head.toString('latin1', 0, 4) === GGML_MAGIC;

function isOnnx(head: Buffer): boolean {
  const version = head[1] ?? 0;
  return head[0] === ONNX_FIRST_TAG && version > 0 && version <= ONNX_MOST_IR;
}

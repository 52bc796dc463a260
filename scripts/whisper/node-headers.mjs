import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { npmArchive } from './npm-archive.mjs';
import { packageHome } from './places.mjs';

/** For a Node that came without its headers. Node-API is the same in every Node that we run on. */
const HEADERS = {
  name: 'node-api-headers',
  version: '1.9.0',
  integrity: 'sha512-2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==',
};

/** Folder of this Node that holds node_api.h, or null. */
export function ownHeaders(node) {
  const folder = join(dirname(dirname(node)), 'include', 'node');
  return existsSync(join(folder, 'node_api.h')) ? folder : null;
}

export function nodeHeaders(node) {
  return ownHeaders(node) ?? join(npmArchive(HEADERS), 'include');
}

/** Folder that holds napi.h, the C++ side of Node-API that smart-whisper is written for. */
export function nodeAddonApi() {
  return dirname(createRequire(join(packageHome, 'package.json')).resolve('node-addon-api/package.json'));
}

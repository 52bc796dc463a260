import { join } from 'node:path';
import { projectRoot } from '../runtime.mjs';

/** smart-whisper as npm installed it; the engine is looked for in its build folder. */
export const packageHome = join(projectRoot, 'node_modules', 'smart-whisper');
export const addon = join(packageHome, 'build', 'Release', 'smart-whisper.node');
export const record = join(packageHome, 'build', 'mom-build.json');

/** Sources, objects and logs. Nothing in it is needed once the engine is built. */
const cache = join(projectRoot, 'node_modules', '.cache');
export const sourceCache = join(cache, 'whisper-source');
export const buildFolder = join(cache, 'whisper-build');
export const logFile = join(cache, 'whisper-build.log');

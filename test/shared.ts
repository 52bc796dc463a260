import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../src/config.ts';

const sharedFolder = join(projectRoot, '..', 'shared');

/** Recordings and models that stand beside the checkout; tests that need them are skipped, loudly, without it. */
export const shared = (...parts: string[]): string => join(sharedFolder, ...parts);

export const hasShared = existsSync(sharedFolder);
if (!hasShared) process.stderr.write('NOTE: ../shared is not here, tests that need its recordings are skipped\n');

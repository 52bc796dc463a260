import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** Version of the package, read without loading its native library; "(not installed)" when it is not there. */
export function engineVersion(): string {
  try {
    const path = findPackageJSON('transcribe-cpp', import.meta.url);
    const { version } = JSON.parse(readFileSync(path ?? '', 'utf8')) as { version: string };
    return version;
  } catch {
    return '(not installed)';
  }
}

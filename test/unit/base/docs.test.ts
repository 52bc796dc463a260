import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/config.ts';
import { errorRules } from '../../../src/errors.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/** Of the HTTP door, which is not built yet. */
const notYetUsed = ['HOST', 'PORT'];
/** Their sentence, `usage` and what a file is called by, says all there is to do. */
const selfEvident = /^(usage|aborted|recording_|transcript_|meeting_unknown)/;

describe('the documentation', () => {
  it('names each variable of the configuration once in .env.example, and no other', () => {
    const config = read('src/config.ts');
    const known = [
      ...matches(config, /^ {2}([A-Z][A-Z0-9_]+): /gm),
      ...matches(config, /^ {2}'([A-Z][A-Z0-9_]+)',$/gm),
    ];
    const example = matches(read('.env.example'), /^([A-Z][A-Z0-9_]+)=/gm);
    expect(known.length).toBeGreaterThan(40);
    expect([...example].sort()).toEqual(known.filter((name) => !notYetUsed.includes(name)).sort());
  });

  it('says what to do about each code whose sentence does not', () => {
    const table = matches(read('docs/operations.md'), /^\| (`[^|]*`) \|/gm).join(' ');
    const told = matches(table, /`([a-z_]+)`/g);
    const codes = Object.keys(errorRules);
    expect(codes.filter((code) => !selfEvident.test(code) && !told.includes(code))).toEqual([]);
    expect(told.filter((code) => !codes.includes(code))).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createSqliteMeetingStore } from '../../src/providers/store/index.ts';
import { mom, temporaryFolder } from '../mom.ts';
import { hasShared, shared } from '../shared.ts';
import { openTemporaryDatabase } from '../unit/store/temporary-database.ts';

interface Reference {
  readonly turns: readonly {
    readonly user: string;
    readonly name: string;
    readonly text: string;
    readonly start: number;
  }[];
}

const folder = temporaryFolder('live-standup');
afterAll(() => folder[Symbol.dispose]());

const replay = ['replay', shared('data', 'calls', 'standup'), '--names', '1001=Maya,1002=Tom,1003=Priya'];
const engine = ['--model', shared('models', 'ggml-toy-en.bin'), '--language', 'en'];

describe.skipIf(!hasShared)('the stand-up through the live path', () => {
  it('leaves twelve final captions: exact text, right names, in order', async () => {
    const environment = { DATA_DIR: folder.path };
    const { code, stdout, stderr } = await mom([...replay, ...engine, '--speed', 'max', '--json'], environment);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { turns } = JSON.parse(
      readFileSync(shared('data', 'calls', 'standup', 'reference.json'), 'utf8'),
    ) as Reference;
    const { meetingId, transcript } = JSON.parse(stdout) as {
      meetingId: string;
      transcript: { id: string; text: string }[];
    };
    const store = createSqliteMeetingStore(await openTemporaryDatabase(join(environment.DATA_DIR, 'mom.db')));
    const captions = await store.listCaptions(meetingId);
    expect(captions.map(({ id, speaker, name, text, isFinal }) => ({ id, speaker, name, text, isFinal }))).toEqual(
      turns.map(({ user, name, text }, index) => ({ id: `s${index + 1}`, speaker: user, name, text, isFinal: true })),
    );
    for (const [index, { start }] of turns.entries())
      expect(Math.abs((captions[index]?.startMs ?? Number.NaN) - start * 1_000)).toBeLessThanOrEqual(500);
    expect(transcript.map(({ text }) => text)).toEqual(captions.map(({ text }) => text));
  });
});

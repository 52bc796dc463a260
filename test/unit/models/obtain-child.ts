// Obtains one model in a process of its own: node obtain-child.ts CACHE BASE_URL ENTRY_JSON. Prints a line for each step.
import { systemClock } from '../../../src/clock.ts';
import { createLog } from '../../../src/log.ts';
import type { ModelEntry } from '../../../src/ports/model-library.ts';
import { createModelLibrary } from '../../../src/providers/models/index.ts';

const [cacheFolder = '', baseUrlOverride = '', entry = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

const { name, ...rest } = JSON.parse(entry) as ModelEntry;
const library = createModelLibrary({
  folders: [],
  cacheFolder,
  baseUrlOverride,
  entries: [{ name, ...rest }],
  log: createLog('silent'),
  clock: systemClock,
});
const file = await library.obtain(name, { onProgress: ({ receivedBytes }) => void say(`received ${receivedBytes}`) });
say(`done ${file.sha256}`);

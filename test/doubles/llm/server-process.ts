// node test/doubles/llm/server-process.ts PORT [scenario.json]: the scripted providers as a process of their own. PORT 0 takes a free
// one; the line on stdout tells the origin.
import { readFileSync } from 'node:fs';
import { LlmServer } from './llm-server.ts';
import type { LlmScenario } from './scenario.ts';

const [port = '0', file] = process.argv.slice(2);
const scenario = file === undefined ? {} : (JSON.parse(readFileSync(file, 'utf8')) as LlmScenario);
const server = await LlmServer.open(scenario, Number(port));
process.stdout.write(`${server.origin}\n`);
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => void server[Symbol.asyncDispose]().then(() => process.exit(0)));

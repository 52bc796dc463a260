import { afterAll, beforeAll, describe } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createHttpTranscriber } from '../../src/providers/stt-http/index.ts';
import { SttServer } from '../doubles/stt-server.ts';
import { transcriberContract } from './transcriber.contract.ts';

const speech = () => new Float32Array(48_000).fill(0.1);
const base = { timeoutMs: 10_000, clock: systemClock, log: createLog('fatal') };

describe.each(['whisper-server', 'openai', 'groq'] as const)('over HTTP: %s', (dialect) => {
  let server: SttServer;
  beforeAll(async () => {
    server = await SttServer.open(dialect);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  describe.each([1, 3])('concurrency %i', (concurrency) => {
    transcriberContract(() => createHttpTranscriber({ ...base, hosts: [server.host({ concurrency })] }), speech);
  });
});

describe('over HTTP: two hosts', () => {
  let servers: readonly SttServer[];
  beforeAll(async () => {
    servers = await Promise.all([SttServer.open('openai'), SttServer.open('openai')]);
  });
  afterAll(() => Promise.all(servers.map((server) => server[Symbol.asyncDispose]())));

  transcriberContract(
    () => createHttpTranscriber({ ...base, hosts: servers.map((server) => server.host({ concurrency: 2 })) }),
    speech,
  );
});

// mom bench capture: 25 people talk at once for a minute (--seconds 600: 750,000 packets), with and without end-to-end encryption, the main
// thread stuck for 3 s in the middle. What is missing or different in the journal, and what capture costs. --compare: what the library's own
// receiver costs under the same load, and one that only counts the datagrams. --encryption=required or off: only that.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { BroadcastChannel } from 'node:worker_threads';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createVoiceCapture, guildAdapterOf } from '../../src/platforms/discord/voice/index.ts';
import { readJournal } from '../../src/recording/index.ts';
import { trustingExecArgv, trustTestCa } from '../doubles/discord/index.ts';
import type * as crowd from '../doubles/discord/process/crowd.ts';
import { type CrowdSpeech, crowdPackets } from '../doubles/discord/process/crowd.ts';
import { DiscordProcess } from '../doubles/discord/process/discord-process.ts';
import { type LibraryUse, receiveWithLibrary, threadCpuMs } from './library-receiver.ts';

const scenario = new URL('../doubles/discord/process/crowd.ts', import.meta.url);
const PEOPLE = 25;
const PACKETS_PER_SECOND = 50;
const STUCK_MS = 3_000;
const SECONDS = Number(option('seconds') ?? 60);
const ENCRYPTIONS = (['required', 'off'] as const).filter((kind) => (option('encryption') ?? kind) === kind);

interface Result {
  readonly encryption: 'required' | 'off';
  readonly sent: number;
  readonly missing: number;
  readonly different: number;
  /** CPU time of the capture worker's thread per time of talk, in percent. */
  readonly cpuPercentOfOneCore: number;
  /** The same with the threads that write its files, collect garbage and compile: all of the process but the main thread. */
  readonly processCpuPercent: number;
  /** The same of the double, which is no part of the product. */
  readonly doubleCpuPercent: number;
  readonly journalMegabytes: number;
  readonly gaps: number;
  /** The unmodified library's receiver under the same load, whose sound goes nowhere; null unless --compare. */
  readonly library: LibraryResult | null;
  /** The same connection when nobody opens what comes: below this no receiver gets. */
  readonly floor: LibraryResult | null;
}

interface LibraryResult {
  readonly missing: number;
  readonly cpuPercent: number;
}

const results: Result[] = [];
for (const encryption of ENCRYPTIONS) {
  const isCompared = process.argv.includes('--compare');
  const library = isCompared ? await measureLibrary(encryption, 'sound') : null;
  const floor = isCompared ? await measureLibrary(encryption, 'nothing') : null;
  results.push({ ...(await measure(encryption)), library, floor });
}
report(results);
process.exit(); // the library keeps timers

async function measure(encryption: Result['encryption']): Promise<Omit<Result, 'library' | 'floor'>> {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'mom-bench-'));
  stack.defer(() => rmSync(folder, { recursive: true }));
  const discord = stack.use(await DiscordProcess.start<typeof crowd>({ scenario, options: { dave: encryption } }));
  const { apiUrl, token, guilds } = discord.facts;
  const client = await login(apiUrl, token);
  stack.defer(() => client.destroy());
  const capture = stack.use(
    createVoiceCapture({
      guildAdapter: guildAdapterOf(client),
      clock: systemClock,
      log: createLog('error'),
      workerUrl: new URL('./measured-capture-worker.ts', import.meta.url),
      execArgv: trustingExecArgv(),
    }),
  );
  await discord.run('gather', 'Meeting', PEOPLE);
  const session = await capture.join({
    guildId: guilds[0]?.id ?? '',
    channelId: guilds[0]?.channels['Meeting'] ?? '',
    meetingId: 'bench',
    startedAtMs: Date.now(),
    journalFolder: folder,
    journalKey: null,
    excludedUserIds: [],
    announcement: 'none',
  });
  await discord.run('introduce', 'Meeting');
  const doubleBeforeMs = await discord.run('cpuMs');
  const before = otherThreadsCpuMs();
  const threadBefore = await workerCpuMs();
  const spoken = discord.run('speak', PEOPLE, SECONDS * PACKETS_PER_SECOND, { packetMs: 1_000 / PACKETS_PER_SECOND });
  await setTimeout((SECONDS * 1_000 - STUCK_MS) / 2);
  block(STUCK_MS);
  const speeches = await spoken;
  await setTimeout(1_000); // what is on its way
  const threadCpuMs = (await workerCpuMs()) - threadBefore;
  const cpuMs = otherThreadsCpuMs() - before;
  const doubleCpuMs = (await discord.run('cpuMs')) - doubleBeforeMs;
  await session.leave('bench');
  return {
    encryption,
    ...(await compare(folder, speeches)),
    cpuPercentOfOneCore: threadCpuMs / 10 / SECONDS,
    processCpuPercent: cpuMs / 10 / SECONDS,
    doubleCpuPercent: doubleCpuMs / 10 / SECONDS,
    journalMegabytes: megabytes(folder),
  };
}

async function measureLibrary(encryption: Result['encryption'], use: LibraryUse): Promise<LibraryResult> {
  trustTestCa();
  await using discord = await DiscordProcess.start<typeof crowd>({ scenario, options: { dave: encryption } });
  const { apiUrl, token, guilds } = discord.facts;
  const client = await login(apiUrl, token);
  const userIds = await discord.run('gather', 'Meeting', PEOPLE);
  const channelId = guilds[0]?.channels['Meeting'] ?? '';
  using received = await receiveWithLibrary(client, guilds[0]?.id ?? '', channelId, userIds, use);
  await discord.run('introduce', 'Meeting');
  const before = threadCpuMs();
  const speeches = await discord.run('speak', PEOPLE, SECONDS * PACKETS_PER_SECOND, { packetMs: 20 });
  await setTimeout(1_000);
  const cpuPercent = (threadCpuMs() - before) / 10 / SECONDS;
  const sent = speeches.reduce((sum, { sentCount }) => sum + sentCount, 0);
  await client.destroy();
  return { missing: sent - received.counter.packets, cpuPercent };
}

function option(name: string): string | null {
  return process.argv.find((part) => part.startsWith(`--${name}=`))?.slice(name.length + 3) ?? null;
}

async function login(api: string, token: string): Promise<Client> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates], rest: { api } });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await ready;
  return client;
}

async function workerCpuMs(): Promise<number> {
  const channel = new BroadcastChannel('capture-cpu');
  channel.postMessage('cpu?');
  const answer = await new Promise<number>((resolve) => {
    channel.onmessage = ({ data }: { readonly data: unknown }) => {
      if (typeof data === 'number') resolve(data);
    };
  });
  channel.close();
  return answer;
}

/** All threads but this one: the worker, and those that collect its garbage and write its files. */
function otherThreadsCpuMs(): number {
  const all = process.cpuUsage();
  const own = process.threadCpuUsage();
  return (all.user + all.system - own.user - own.system) / 1_000;
}

/** Every packet by its number, time and bytes. */
async function compare(folder: string, speeches: readonly CrowdSpeech[]) {
  const byUser = new Map(
    speeches.map((speech, index) => [speech.userId, { speech, packets: crowdPackets(index), seen: 0 }]),
  );
  let different = 0;
  let gaps = 0;
  for await (const record of readJournal(folder)) {
    if (record.kind === 'event' && record.event.type === 'gap') gaps += 1;
    if (record.kind !== 'packet') continue;
    const { packet } = record;
    const user = byUser.get(packet.userId);
    if (!user) throw new Error(`packet of a stranger: ${packet.userId}`);
    // Packets of one user are in order here, and 65,536 numbers come round in longer meetings.
    const { speech, packets, seen } = user;
    const isRight =
      packet.ssrc === speech.ssrc &&
      packet.sequence === ((speech.sequence + seen) & 0xffff) &&
      packet.rtpTime === (speech.timestamp + seen * 960) >>> 0 &&
      packets[seen % packets.length]?.equals(packet.opus) === true;
    if (!isRight) different += 1;
    user.seen += 1;
  }
  const sent = speeches.reduce((sum, { sentCount }) => sum + sentCount, 0);
  const seen = [...byUser.values()].reduce((sum, user) => sum + user.seen, 0);
  return { sent, missing: sent - seen, different, gaps };
}

function megabytes(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;
}

function block(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

function report(measured: readonly Result[]): void {
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ seconds: SECONDS, people: PEOPLE, results: measured }, null, 2)}\n`);
    return;
  }
  for (const { encryption, sent, missing, different, gaps, library, floor, ...cost } of measured) {
    process.stdout.write(
      `end-to-end encryption ${encryption.padEnd(8)} ${sent} packets sent, ${missing} missing, ${different} different, ${gaps} gaps; ` +
        `capture ${cost.cpuPercentOfOneCore.toFixed(1)} % of one core (${cost.processCpuPercent.toFixed(1)} % with its helpers), ` +
        `journal ${cost.journalMegabytes.toFixed(1)} MB\n`,
    );
    if (library && floor)
      process.stdout.write(
        `  the library's own receiver, nothing stuck: ${library.missing} missing, ${library.cpuPercent.toFixed(1)} % of one core; ` +
          `one that only counts datagrams: ${floor.missing} missing, ${floor.cpuPercent.toFixed(1)} %\n`,
      );
  }
  if (measured.some(({ missing, different }) => missing + different > 0)) process.exitCode = 1;
}

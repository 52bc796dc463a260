// node test/bench/recording.bench.ts: CPU of the journal at 25 talkers, its growth, reading it back, decoding it.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createOpusDecoder } from '../../src/providers/opus/index.ts';
import { fillSilence, openJournal, readJournal, trackPieces } from '../../src/recording/index.ts';
import { tonePackets } from '../fixtures/tone-packets.ts';
import { familyCpuSeconds } from './cpu-time.ts';

const TALKERS = 25;
const SECONDS = 20;
const PACKETS_PER_SECOND = 50;
const log = createLog('silent');
const print = (what: string, value: number, unit: string): boolean =>
  process.stdout.write(`${what.padEnd(44)} ${value.toFixed(2)} ${unit}\n`);

async function measure(what: string, key: Uint8Array | null): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mom-bench-'));
  const sounds = Array.from({ length: 50 }, (_, at) => new Uint8Array(250).fill(at, 1).fill(0xf8, 0, 1));
  const startedAtMs = Date.now();
  const journal = await openJournal(folder, {
    meetingId: 'bench',
    startedAtMs,
    clock: systemClock,
    log,
    key,
    onFault: (fault) => log.error({ err: fault }, 'fault'),
  });
  const idle = await cpuOfTicks(() => undefined);
  const busy = await cpuOfTicks((number) => {
    for (let user = 1; user <= TALKERS; user += 1) {
      const opus = sounds[number % sounds.length] ?? new Uint8Array(0);
      journal.packet({
        userId: `${user}`,
        ssrc: user,
        sequence: number & 0xffff,
        rtpTime: number * 960,
        arrivalMs: startedAtMs + number * 20,
        opus,
      });
    }
  });
  await journal[Symbol.asyncDispose]();
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  print(
    `${what}: writer, ${TALKERS * PACKETS_PER_SECOND} packets/s, of one core`,
    ((busy - idle) * 100) / SECONDS,
    '%',
  );
  print(`${what}: growth (250-byte packets)`, bytes / SECONDS / 1_000, 'kB/s');
  const before = familyCpuSeconds();
  let packets = 0;
  for await (const record of readJournal(folder, { key })) if (record.kind === 'packet') packets += 1;
  print(`${what}: reading back`, ((familyCpuSeconds() - before) * 1e6) / packets, 'us a packet');
  rmSync(folder, { recursive: true });
}

/** CPU seconds of SECONDS of ticks of 20 ms. */
async function cpuOfTicks(tick: (number: number) => void): Promise<number> {
  const before = familyCpuSeconds();
  const startMs = Date.now();
  for (let number = 0; number < SECONDS * PACKETS_PER_SECOND; number += 1) {
    await systemClock.delay(Math.max(0, startMs + number * 20 - Date.now()));
    tick(number);
  }
  return familyCpuSeconds() - before;
}

/** The whole way of the final pass: journal, timeline, libopus in its child, silence filled in. */
async function measureDecoding(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mom-bench-'));
  const minutes = 20;
  const journal = await openJournal(folder, {
    meetingId: 'bench',
    startedAtMs: 0,
    clock: systemClock,
    log,
    onFault: () => undefined,
  });
  const sounds = tonePackets(50 * 60);
  for (let number = 0; number < minutes * 3_000; number += 1) {
    const opus = sounds[number % sounds.length] ?? new Uint8Array(0);
    journal.packet({
      userId: '1',
      ssrc: 1,
      sequence: number & 0xffff,
      rtpTime: number * 960,
      arrivalMs: number * 20,
      opus,
    });
    if (number % 1_000 === 0) await journal.flush();
  }
  await journal[Symbol.asyncDispose]();
  const opus = createOpusDecoder({ clock: systemClock, log });
  for await (const _ of trackPieces(readJournal(folder), { startedAtMs: 0, opus })) break;
  const before = familyCpuSeconds();
  const parentBefore = process.cpuUsage();
  let samples = 0;
  for await (const block of fillSilence(trackPieces(readJournal(folder), { startedAtMs: 0, opus })))
    samples += block.length;
  const parent = process.cpuUsage(parentBefore);
  print('decode: a track, all processes, x real time', samples / 16_000 / (familyCpuSeconds() - before), 'x');
  print('decode: of that in the parent, x real time', (samples * 1e6) / 16_000 / (parent.user + parent.system), 'x');
  await opus[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
}

await measure('plain', null);
await measure('encrypted', new Uint8Array(32).fill(1));
await measureDecoding();

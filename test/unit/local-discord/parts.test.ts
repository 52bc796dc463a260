import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MlsReader, vector } from '../../doubles/discord/dave/mls-bytes.ts';
import { Roster } from '../../doubles/discord/dave/roster.ts';
import { inheritTrust, readOpusFile, trustingExecArgv } from '../../doubles/discord/index.ts';
import { picks } from '../../doubles/discord/voice/pick.ts';
import { openRtp, sealRtp } from '../../doubles/discord/voice/rtp.ts';
import { fates, SentLog } from '../../doubles/discord/voice/sent-log.ts';
import { testCa } from '../../doubles/discord/voice/test-ca.ts';
import { type EncryptionMode, TransportCipher } from '../../doubles/discord/voice/transport-cipher.ts';
import { hasShared, shared } from '../../shared.ts';

const bytes = (constraints: fc.IntArrayConstraints) => fc.uint8Array(constraints).map((array) => Buffer.from(array));
const modes = ['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'] as const;

describe('an RTP packet', () => {
  it.each(modes)('opens to what was sealed, and to nothing when one bit is turned (%s)', (mode: EncryptionMode) => {
    const packet = fc.record({
      ssrc: fc.nat(2 ** 32 - 1),
      sequence: fc.nat(2 ** 16 - 1),
      timestamp: fc.nat(2 ** 32 - 1),
      payload: bytes({ minLength: 1, maxLength: 300 }),
    });
    fc.assert(
      fc.property(packet, fc.nat(), (sent, bit) => {
        const key = Buffer.alloc(32, 7);
        const datagram = sealRtp({ ...sent, extension: null }, new TransportCipher(mode, key));
        expect(openRtp(datagram, new TransportCipher(mode, key))).toEqual(sent);
        const spoilt = Buffer.from(datagram);
        const place = bit % ((datagram.length - 12) * 8);
        spoilt[12 + (place >> 3)]! ^= 1 << (place & 7);
        expect(openRtp(spoilt, new TransportCipher(mode, key))).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});

describe('a pick', () => {
  it('takes indices, every n-th, a range, or a share that is the same each time', () => {
    const picked = (pick: Parameters<typeof picks>[0], count = 10) =>
      Array.from({ length: count }, (_, index) => index).filter((index) => picks(pick, index));
    expect(picked([2, 5])).toEqual([2, 5]);
    expect(picked({ every: 4, offset: 1 })).toEqual([1, 5, 9]);
    expect(picked({ from: 3, to: 5 })).toEqual([3, 4]);
    expect(picked(undefined)).toEqual([]);
    const share = picked({ share: 0.05, seed: 7 }, 10_000);
    expect(share).toEqual(picked({ share: 0.05, seed: 7 }, 10_000));
    expect(share.length / 10_000).toBeCloseTo(0.05, 2);
  });
});

describe('the list of what was sent', () => {
  it('gives back every packet in order', () => {
    const sent = fc.record({
      ssrc: fc.nat(2 ** 32 - 1),
      sequence: fc.nat(2 ** 16 - 1),
      timestamp: fc.nat(2 ** 32 - 1),
      opus: bytes({ maxLength: 4 }),
      fate: fc.constantFrom(...fates),
      atMs: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 3000, size: 'max' }), (packets) => {
        const log = new SentLog();
        for (const packet of packets) log.add(packet);
        expect([...log]).toEqual(packets);
        expect(log.count('dropped')).toBe(packets.filter(({ fate }) => fate === 'dropped').length);
      }),
      { numRuns: 10 },
    );
  });
});

describe('MLS', () => {
  it('reads back vectors of every length', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 63, 64, 16_383, 16_384, 70_000), (length) => {
        const content = Buffer.alloc(length, 9);
        const reader = new MlsReader(vector(content));
        expect(reader.vector()).toEqual(content);
        expect(() => reader.u8()).toThrow(RangeError);
      }),
    );
  });

  it('puts who is added on the leftmost blank leaf', () => {
    const roster = new Roster('a');
    for (const id of ['b', 'c']) roster.add(id);
    roster.remove('b');
    roster.add('d');
    roster.add('e');
    expect(['a', 'd', 'c', 'e'].map((id) => roster.leafOf(id))).toEqual([0, 1, 2, 3]);
  });
});

describe('the test authority', () => {
  it('is trusted by worker threads that are told so or take their options from the environment', async () => {
    const { certPem, keyPem } = testCa();
    const server = createServer({ cert: certPem, key: keyPem }, (_request, response) => response.end('hi'));
    server.listen({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const workerData = `https://localhost:${(server.address() as AddressInfo).port}`;
    const ask = async (options: WorkerOptions) => {
      const worker = new Worker(new URL('./asking-worker.ts', import.meta.url), { workerData, ...options });
      const [answer] = await once(worker, 'message');
      await worker.terminate();
      return answer as string;
    };
    expect(await ask({ execArgv: trustingExecArgv() })).toBe('hi');
    expect(await ask({ execArgv: [] })).toContain('UNABLE_TO_VERIFY');
    using _trust = inheritTrust();
    expect(await ask({ execArgv: [] })).toBe('hi');
    server.close();
    server.closeAllConnections();
  });
});

describe.skipIf(!hasShared)('an Ogg Opus file', () => {
  it('gives its packets, 20 ms of audio each', () => {
    const packets = readOpusFile(readFileSync(shared('data/calls/standup/track-1001.opus')));
    const milliseconds = packets.length * 20;
    expect(milliseconds).toBeGreaterThan(40_000);
    expect(milliseconds).toBeLessThan(60_000);
    expect(packets.every((packet) => packet.length > 0)).toBe(true);
  });

  it('is refused when it is something else', () => {
    expect(() => readOpusFile(readFileSync(shared('data/calls/standup/mix.wav')))).toThrow('no Ogg page');
  });
});

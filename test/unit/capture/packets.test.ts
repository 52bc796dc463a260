import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daveNonce, isDaveFrame, isSilence } from '../../../src/platforms/discord/voice/worker/tap/dave-frame.ts';
import { type Frame, inSequence } from '../../../src/platforms/discord/voice/worker/tap/frame.ts';
import {
  inspectLibrary,
  refuseUnknownLibrary,
} from '../../../src/platforms/discord/voice/worker/tap/inspect-library.ts';
import { parseRtp, payloadOf } from '../../../src/platforms/discord/voice/worker/tap/rtp-packet.ts';
import { SeenPackets } from '../../../src/platforms/discord/voice/worker/tap/seen-packets.ts';
import { createTransportCipher } from '../../../src/platforms/discord/voice/worker/tap/transport-cipher.ts';
import { Unattributed } from '../../../src/platforms/discord/voice/worker/tap/unattributed.ts';
import { UserFrames } from '../../../src/platforms/discord/voice/worker/tap/user-frames.ts';
import { sealRtp } from '../../doubles/discord/voice/rtp.ts';
import { TransportCipher } from '../../doubles/discord/voice/transport-cipher.ts';

const modes = ['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'] as const;
const key = randomBytes(32);

const packets = fc.record({
  ssrc: fc.integer({ min: 0, max: 0xffff_ffff }),
  sequence: fc.integer({ min: 0, max: 0xffff }),
  timestamp: fc.integer({ min: 0, max: 0xffff_ffff }),
  payload: fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  csrcs: fc.array(fc.integer({ min: 0, max: 0xffff_ffff }), { maxLength: 15 }),
  paddingBytes: fc.integer({ min: 0, max: 255 }),
  extension: fc.option(
    fc.record({
      profile: fc.integer({ min: 0, max: 0xffff }),
      words: fc.array(fc.integer({ min: 0, max: 0xffff_ffff }), { maxLength: 12 }).map((words) => {
        const bytes = Buffer.alloc(4 * words.length);
        words.forEach((word, index) => void bytes.writeUInt32BE(word, 4 * index));
        return bytes;
      }),
    }),
  ),
});

describe.each(modes)('an RTP packet under %s', (mode) => {
  it('gives back number, time, source and payload, whatever stands around it', () => {
    const theirs = new TransportCipher(mode, key);
    const ours = createTransportCipher(mode, key);
    fc.assert(
      fc.property(packets, (packet) => {
        const datagram = sealRtp(packet, theirs);
        const header = parseRtp(datagram);
        const plain = header && ours?.open(datagram, header.clearBytes);
        expect(header).toMatchObject({ ssrc: packet.ssrc, sequence: packet.sequence, rtpTime: packet.timestamp });
        expect(plain && header && payloadOf(plain, header)).toEqual(packet.payload);
      }),
    );
  });

  it('is refused when one bit is another, anywhere', () => {
    const ours = createTransportCipher(mode, key);
    const packet = { ssrc: 1, sequence: 2, timestamp: 3, payload: Buffer.from('some Opus') };
    const datagram = sealRtp(packet, new TransportCipher(mode, key));
    for (let bit = 0; bit < datagram.length * 8; bit += 1) {
      const spoilt = Buffer.from(datagram);
      spoilt[bit >> 3]! ^= 1 << (bit & 7);
      const header = parseRtp(spoilt);
      expect(header ? ours?.open(spoilt, header.clearBytes) : null).toBeNull();
    }
  });

  it('is not read out of noise', () => {
    const ours = createTransportCipher(mode, key);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const noise = Buffer.concat([Buffer.from([0x90, 0x78]), bytes]);
        const header = parseRtp(noise);
        expect(header ? ours?.open(noise, header.clearBytes) : null).toBeNull();
      }),
    );
  });
});

it('an unknown cipher is none', () => {
  expect(createTransportCipher('aead_future_rtpsize', key)).toBeNull();
});

it('lengths that make no sense give no payload', () => {
  const header = { ssrc: 1, sequence: 1, rtpTime: 1, clearBytes: 12, extensionBytes: 8, hasPadding: true };
  expect(payloadOf(Buffer.from([1, 2, 3, 200]), header)).toBeNull();
  expect(payloadOf(Buffer.alloc(0), { ...header, hasPadding: false })).toBeNull();
});

/** As a sender makes them: ciphertext, tag, nonce, size, marker. */
const daveFrame = (nonce: number): Buffer => {
  const bytes: number[] = [];
  let rest = nonce;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return Buffer.concat([
    Buffer.alloc(30, 7),
    Buffer.alloc(8, 9),
    Buffer.from([...bytes, bytes.length + 11, 0xfa, 0xfa]),
  ]);
};

describe('a DAVE frame', () => {
  it('is known by its end, with its nonce', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffff_ffff }), (nonce) => {
        expect(isDaveFrame(daveFrame(nonce))).toBe(true);
        expect(daveNonce(daveFrame(nonce))).toBe(nonce);
      }),
    );
  });

  it.each([
    ['silence', Buffer.from([0xf8, 0xff, 0xfe])],
    ['nothing', Buffer.alloc(0)],
    ['the marker alone', Buffer.from([0xfa, 0xfa])],
    ['a size that is larger than the frame', Buffer.from([1, 2, 200, 0xfa, 0xfa])],
    ['a size that is too small', Buffer.from([...Buffer.alloc(20), 3, 0xfa, 0xfa])],
  ])('is not %s', (_, payload) => {
    expect(isDaveFrame(payload)).toBe(false);
    expect(daveNonce(payload)).toBe(0);
  });

  it('silence is silence', () => {
    expect([Buffer.from([0xf8, 0xff, 0xfe]), Buffer.from([0xf8, 0xff])].map(isSilence)).toEqual([true, false]);
  });
});

const frame = (sequence: number, changes: Partial<Frame> = {}): Frame => ({
  ssrc: 1,
  sequence: sequence & 0xffff,
  rtpTime: sequence * 960,
  arrivalMs: sequence * 20,
  payload: daveFrame(sequence + 1),
  ...changes,
});

it('frames are put in order across the end of their numbers, source by source', () => {
  const numbers = [65_534, 65_535, 0, 1, 2];
  fc.assert(
    fc.property(fc.shuffledSubarray(numbers, { minLength: 5 }), (shuffled) => {
      const other = frame(7, { ssrc: 2 });
      const ordered = inSequence([...shuffled.map((number) => frame(number)), other]);
      expect(ordered.map(({ sequence }) => sequence)).toEqual([...numbers, 7]);
    }),
  );
});

it('packets that came before are known, also when the numbers come round', () => {
  const seen = new SeenPackets();
  const isNew = (sequence: number, rtpTime: number, ssrc = 1) =>
    seen.isNew({ ssrc, sequence, rtpTime, clearBytes: 12, extensionBytes: 0, hasPadding: false });
  expect([isNew(5, 100), isNew(5, 100), isNew(5, 100, 2), isNew(5, 999), isNew(6, 100)]).toEqual([
    true,
    false,
    true,
    true,
    true,
  ]);
});

describe('what waits for keys', () => {
  /** Opens frames in the order of their nonces only, as a decryptor does, and only with a key. */
  function aDecryptor() {
    const state = { hasKey: true, lowest: null as number | null, opened: [] as number[], lost: 0 };
    const opener = {
      open: (_: string, payload: Buffer) => {
        const nonce = daveNonce(payload);
        if (nonce === 0) return payload;
        if (!state.hasKey || (state.lowest !== null && nonce < state.lowest)) return null;
        state.lowest ??= nonce;
        return payload;
      },
    };
    const frames = new UserFrames('1', opener, {
      opened: (_, { sequence }) => void state.opened.push(sequence),
      lost: (_, packets) => {
        state.lost += packets;
      },
    });
    return { state, frames };
  }

  it('the beginning of a key waits for what was overtaken, a tenth of a second and no longer', () => {
    const { state, frames } = aDecryptor();
    for (const number of [2, 0, 1]) frames.add(frame(number, { arrivalMs: 10 }));
    expect(state.opened).toEqual([]);
    frames.sweep(110, 3_000);
    expect(state.opened).toEqual([0, 1, 2]);
    frames.add(frame(3));
    expect(state.opened).toEqual([0, 1, 2, 3]);
  });

  it('frames without a key are opened in order when it comes', () => {
    const { state, frames } = aDecryptor();
    state.hasKey = false;
    for (const number of [1, 0, 3, 2]) frames.add(frame(number, { arrivalMs: 0 }));
    frames.settle();
    expect(frames.failuresOf(1)).toBe(4);
    state.hasKey = true;
    frames.retry();
    expect(state.opened).toEqual([0, 1, 2, 3]);
    expect(frames.failuresOf(1)).toBe(0);
  });

  it('they are given up after their time, and beyond their bound, and counted', () => {
    const { state, frames } = aDecryptor();
    state.hasKey = false;
    for (let number = 0; number < 1_000; number += 1) frames.add(frame(number, { arrivalMs: 0 }));
    frames.settle();
    expect(state.lost).toBe(600);
    frames.sweep(2_999, 3_000);
    expect(state.lost).toBe(600);
    frames.sweep(3_000, 3_000);
    expect(state.lost).toBe(1_000);
  });

  it('what is not wanted any more is neither opened nor lost', () => {
    const { state, frames } = aDecryptor();
    frames.add(frame(0));
    frames.drop();
    frames.end();
    expect([state.opened, state.lost]).toEqual([[], 0]);
  });
});

describe('frames of unknown sources', () => {
  it('are bounded in number, sources and time, and what is lost is counted', () => {
    let lost = 0;
    const held = new Unattributed((packets) => {
      lost += packets;
    });
    for (let number = 0; number < 450; number += 1) held.hold(frame(number, { arrivalMs: 0 }));
    expect(lost).toBe(50);
    for (let ssrc = 2; ssrc < 70; ssrc += 1) held.hold(frame(1, { ssrc, arrivalMs: 10 }));
    expect(lost).toBe(55);
    expect(held.take(2)).toHaveLength(1);
    expect(held.take(2)).toEqual([]);
    held.sweep(3_000, 3_000);
    expect(lost).toBe(455);
    held.end();
    expect(lost).toBe(455 + 62);
  });

  it('are tried with keys after a moment, and then from time to time', () => {
    const held = new Unattributed(() => undefined);
    held.hold(frame(0, { arrivalMs: 0 }));
    const tried = (nowMs: number) => [...held.trials(nowMs)].length;
    expect([50, 100, 150, 200].map(tried)).toEqual([0, 1, 0, 1]);
    held.encourage();
    expect(tried(201)).toBe(1);
  });
});

describe('the library', () => {
  const receiver = { onUdpMessage: () => undefined, onWsPacket: () => undefined };

  it('as installed can be tapped', () => {
    const facts = inspectLibrary(receiver, null);
    expect(facts).toMatchObject({ version: '0.19.2', hasAudioPackets: false, missing: [] });
    expect(() => refuseUnknownLibrary(facts)).not.toThrow();
  });

  it('of a later version, with AudioPacket, too', () => {
    const facts = inspectLibrary(
      receiver,
      { onWsPacket: () => undefined },
      { version: '1.0.0', AudioPacket: class {} },
    );
    expect(facts).toEqual({ version: '1.0.0', hasAudioPackets: true, missing: [], missingGuards: ['onWsBinary'] });
  });

  it('without the handlers is refused rather than recorded with holes', () => {
    const facts = inspectLibrary({ onWsPacket: () => undefined }, null, { version: '2.0.0' });
    expect(() => refuseUnknownLibrary(facts)).toThrow('@discordjs/voice 2.0.0 is not supported (no onUdpMessage)');
  });
});

import { randomBytes } from 'node:crypto';
import type { DAVESession } from '@discordjs/voice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Packet } from '../../../src/domain/packet.ts';
import { CallStream } from '../../../src/platforms/discord/voice/worker/tap/call-stream.ts';
import type { TapHooks } from '../../../src/platforms/discord/voice/worker/tap/tap-hooks.ts';
import { sealRtp } from '../../doubles/discord/voice/rtp.ts';
import { TransportCipher } from '../../doubles/discord/voice/transport-cipher.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';

const MODE = 'aead_aes256_gcm_rtpsize';
const key = randomBytes(32);

function openStream(hooks: Partial<TapHooks> = {}) {
  const clock = new FakeClock();
  const theirs = new TransportCipher(MODE, key);
  const heard: Packet[] = [];
  const lost: number[] = [];
  const stream = new CallStream(clock, {
    packet: (packet) => heard.push(packet),
    wants: () => true,
    source: () => undefined,
    gap: (_, __, packets) => lost.push(packets),
    fault: (error) => {
      throw error;
    },
    epoch: () => undefined,
    recovery: () => undefined,
    receiveBuffer: () => undefined,
    ...hooks,
  });
  const send = (ssrc: number, sequence: number, payload = Buffer.from('Opus')) =>
    stream.receive(sealRtp({ ssrc, sequence, timestamp: sequence * 960, payload }, theirs));
  return { clock, stream, send, heard, lost };
}

type Step =
  | { readonly kind: 'name'; readonly ssrc: number; readonly userId: string }
  | { readonly kind: 'packet'; readonly ssrc: number; readonly afterMs: number }
  | { readonly kind: 'sweep' };

const SOURCES = [0, 1, 2, 3];
const ssrc = fc.constantFrom(...SOURCES);

/** Somebody is given a source, somebody talks, or time goes by. */
const steps = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('name'), ssrc, userId: fc.constantFrom('5', '6') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep') }) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('packet'), ssrc, afterMs: fc.nat({ max: 50 }) }) },
  ) as fc.Arbitrary<Step>,
  { maxLength: 200 },
);

describe('a call that is not end-to-end encrypted', () => {
  it('gives every packet once, in order, with its time, to whoever had its source when it came', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (row) => {
        const { clock, stream, send, heard } = openStream();
        stream.unlock(MODE, key);
        const owners = new Map<number, string>();
        const own = (source: number, userId: string) => {
          stream.name(source, userId);
          owners.set(source, userId);
        };
        for (const source of SOURCES) own(source, `${source}`);
        const expected: Partial<Packet>[] = [];
        const say = async (source: number, afterMs: number) => {
          await clock.advance(afterMs);
          send(source, expected.length);
          expected.push({ userId: owners.get(source) ?? '', sequence: expected.length, arrivalMs: clock.now() });
        };
        for (const step of row) {
          if (step.kind === 'packet') await say(step.ssrc, step.afterMs);
          else if (step.kind === 'name') own(step.ssrc, step.userId);
          else stream.sweep();
        }
        stream.end();
        expect(heard).toMatchObject(expected);
      }),
    );
  });

  it('loses nothing else when one packet can not be taken, not even who has left', () => {
    const taken: number[] = [];
    const faults: unknown[] = [];
    const { stream, send } = openStream({
      packet: ({ sequence }) => {
        if (sequence === 1) throw new Error('some fault');
        taken.push(sequence);
      },
      fault: (error) => faults.push(error),
    });
    stream.unlock(MODE, key);
    stream.name(7, '1');
    for (const sequence of [0, 1, 2, 3]) send(7, sequence);
    stream.name(7, '2');
    send(7, 4);
    stream.leave('2');
    expect(taken).toEqual([0, 2, 3, 4]);
    expect(faults).toEqual([new Error('some fault')]);
  });

  it('opens what came before its key when it has one, and counts what never had', () => {
    const early = openStream();
    early.stream.name(7, '1');
    for (let sequence = 0; sequence < 500; sequence += 1) early.send(7, sequence);
    early.stream.unlock(MODE, key);
    expect(early.heard.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 400 }, (_, index) => index));

    const never = openStream();
    for (let sequence = 0; sequence < 3; sequence += 1) never.send(7, sequence);
    never.stream.end();
    never.stream.end();
    expect(never.lost).toEqual([3]);
  });

  it('opens a packet when the second after it comes, without a sweep', async () => {
    const { clock, stream, send, heard } = openStream();
    stream.unlock(MODE, key);
    stream.name(7, '1');
    for (let sequence = 0; sequence < 100; sequence += 1) {
      send(7, sequence);
      expect(heard.length).toBeGreaterThanOrEqual(sequence - 1);
      await clock.advance(20);
    }
  });

  it('holds no more than its bound, whatever the clock says', () => {
    const { stream, send, heard } = openStream();
    stream.unlock(MODE, key);
    stream.name(7, '1');
    for (let sequence = 0; sequence < 1_000; sequence += 1) send(7, sequence);
    expect(heard.length).toBeGreaterThan(1_000 - 64);
  });
});

describe('an end-to-end encrypted call', () => {
  /** A group whose old keys are gone with the change; the rest of the library's session is never asked. */
  function aGroup() {
    let isChanged = false;
    const nothing = () => undefined;
    const decrypt = () => {
      if (isChanged) throw new Error('no such key');
      return Buffer.from('Opus');
    };
    return {
      protocolVersion: 1,
      session: { ready: true, epoch: 1n, canPassthrough: () => false, decrypt },
      ...{ on: nothing, reinit: nothing, destroy: nothing, setExternalSender: nothing, prepareEpoch: nothing },
      ...{ processCommit: nothing, processWelcome: nothing, prepareTransition: nothing },
      executeTransition: () => {
        isChanged = true;
      },
    };
  }
  /** Tag, nonce, size of all that, marker (protocol whitepaper, "Payload Format"). */
  const daveFrame = (nonce: number) =>
    Buffer.from([1, 2, 3, ...Array.from({ length: 8 }, () => 9), nonce, 12, 0xfa, 0xfa]);

  it('opens what arrived before keys change with those that it was made with', () => {
    const { stream, send, heard } = openStream();
    const group = aGroup();
    stream.encrypt(group as unknown as DAVESession);
    stream.unlock(MODE, key);
    stream.name(7, '1');
    for (const sequence of [1, 2, 3]) send(7, sequence, daveFrame(sequence));
    group.executeTransition();
    expect(heard.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Packet } from '../../../src/domain/packet.ts';
import { type JournalRecord, openTracks, type TrackPiece, trackPieces } from '../../../src/recording/index.ts';
import { FakeOpusDecoder, levelOf } from '../../doubles/fake-opus-decoder.ts';
import { allOf, aPacket, LEON, MAYA, recordsOf, ZERO_MS } from '../../fixtures/journal.ts';

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
const talk = (from: number, to: number, changes: Partial<Packet> = {}): Packet[] =>
  numbers(from, to).map((number) => aPacket(number, changes));
const time = (second: number): JournalRecord => ({ kind: 'time', atMs: ZERO_MS + second * 1_000 });
const silence = Uint8Array.of(0xf8, 0xff, 0xfe);

async function piecesOf(records: AsyncIterable<JournalRecord>, opus = new FakeOpusDecoder()): Promise<TrackPiece[]> {
  return await allOf(trackPieces(records, { startedAtMs: ZERO_MS, opus }));
}

const spans = (pieces: readonly TrackPiece[]): number[][] =>
  pieces.map(({ startSample, pcm }) => [startSample / 16, pcm.length / 16]);

describe('the pieces of a track', () => {
  it('are where there is sound, one for each stretch', async () => {
    const again = talk(15, 25).map((packet) => ({ ...packet, arrivalMs: packet.arrivalMs + 10_000 }));
    const quiet = talk(10, 15, { opus: silence });
    const pieces = await piecesOf(recordsOf([...talk(0, 10), ...quiet, ...again]));
    expect(spans(pieces)).toEqual([
      [0, 200],
      [10_300, 200],
    ]);
    expect(pieces[1]?.pcm[0]).toBeCloseTo(levelOf(aPacket(15).opus));
    expect(pieces.every((piece) => !('lost' in piece))).toBe(true);
  });

  it('have what the codec makes up where a packet or two are lost, and tell of it', async () => {
    const [piece, ...others] = await piecesOf(recordsOf([...talk(0, 5), ...talk(7, 10)]));
    expect(others).toEqual([]);
    expect(piece).toMatchObject({ startSample: 0, lost: [{ startSample: 1_600, sampleCount: 640 }] });
    expect(piece?.pcm).toHaveLength(3_200);
    expect(piece?.pcm[1_600]).toBeCloseTo(levelOf(aPacket(4).opus) / 2);
    expect(piece?.pcm[2_240]).toBeCloseTo(levelOf(aPacket(7).opus));
  });

  it('have a hole where more is lost than can be made up', async () => {
    const pieces = await piecesOf(recordsOf([...talk(0, 5), ...talk(11, 20)]));
    expect(spans(pieces)).toEqual([
      [0, 200],
      [220, 180],
    ]);
    expect(pieces[0]?.lost).toEqual([{ startSample: 1_600, sampleCount: 1_920 }]);
  });

  it('tell of a loss at the end of a spurt, and of none among the silence packets', async () => {
    const quiet = talk(8, 13, { opus: silence }).filter((_, number) => number !== 2);
    const [piece] = await piecesOf(recordsOf([...talk(0, 5), ...quiet]));
    expect(piece?.lost).toEqual([{ startSample: 1_600, sampleCount: 960 }]);
    expect(piece?.pcm).toHaveLength(2_560);
  });

  it('tell of packets that were no Opus', async () => {
    const broken = aPacket(5, { opus: Uint8Array.of(0xff, 1) });
    const [piece] = await piecesOf(recordsOf([...talk(0, 5), broken, ...talk(6, 10)]));
    expect(piece?.lost).toEqual([{ startSample: 1_600, sampleCount: 320 }]);
  });

  it('tell a loss on both sides of a pause in which the sender said nothing', async () => {
    const later = talk(6, 10).map((packet) => ({
      ...packet,
      rtpTime: packet.rtpTime + 48_000,
      arrivalMs: packet.arrivalMs + 1_000,
    }));
    const pieces = await piecesOf(recordsOf([...talk(0, 5), ...later]));
    expect(pieces[0]?.lost).toEqual([
      { startSample: 1_600, sampleCount: 320 },
      { startSample: 17_600, sampleCount: 320 },
    ]);
  });

  it('tell while the call goes on of a loss that silence follows', async () => {
    async function* records(): AsyncGenerator<JournalRecord> {
      for (const packet of talk(0, 10)) yield { kind: 'packet', packet };
      yield time(1);
      yield { kind: 'packet', packet: aPacket(12, { opus: silence }) };
      yield time(3);
    }
    const told = (await piecesOf(records())).filter(({ lost }) => lost);
    expect(told).toMatchObject([{ startSample: 8_000, lost: [{ startSample: 3_200, sampleCount: 640 }] }]);
  });

  it('never overlap, and keep what is after the place where a clock was put right', async () => {
    // Comes 60 ms sooner than its RTP time says, for good.
    const early = talk(100, 200).map((packet) => ({ ...packet, arrivalMs: packet.arrivalMs - 60 }));
    const pieces = await piecesOf(recordsOf([...talk(0, 100), ...early]));
    let end = 0;
    for (const { startSample, pcm } of pieces) {
      expect(startSample).toBeGreaterThanOrEqual(end);
      end = startSample + pcm.length;
    }
    expect(end).toBe((4_000 - 60) * 16);
  });

  it('are decoded five seconds at a time, and each member with a voice of their own', async () => {
    const opus = new FakeOpusDecoder();
    const both = numbers(0, 600).flatMap((number) => [aPacket(number), aPacket(number, { userId: LEON })]);
    await piecesOf(recordsOf(both), opus);
    expect(opus.voices).toBe(2);
    expect(Math.max(...opus.calls)).toBeLessThanOrEqual(260);
    expect(opus.calls.reduce((sum, packets) => sum + packets, 0)).toBe(1_200);
  });

  it('come at once when the journal has nothing more, and then tell of silence', async () => {
    async function* records(): AsyncGenerator<JournalRecord> {
      for (const packet of talk(0, 10)) yield { kind: 'packet', packet };
      yield time(1);
      yield time(1.2);
      yield time(3);
    }
    expect(spans(await piecesOf(records()))).toEqual([
      [0, 200],
      [500, 0],
      [700, 0],
      [2_500, 0],
    ]);
  });
});

describe('open tracks', () => {
  it('give every member a stream of their own', async () => {
    const both = numbers(0, 3_000).flatMap((number) => [aPacket(number), aPacket(number, { userId: LEON })]);
    const heard = new Map<string, number>();
    const readings: Promise<void>[] = [];
    const read = async (userId: string, pieces: AsyncIterable<TrackPiece>): Promise<void> => {
      for await (const { pcm } of pieces) heard.set(userId, (heard.get(userId) ?? 0) + pcm.length);
    };
    for await (const { userId, pieces } of openTracks(recordsOf(both), {
      startedAtMs: ZERO_MS,
      opus: new FakeOpusDecoder(),
    }))
      readings.push(read(userId, pieces));
    await Promise.all(readings);
    expect(Object.fromEntries(heard)).toEqual({ [MAYA]: 960_000, [LEON]: 960_000 });
  });

  it('wait for a slow reader instead of filling memory, and not for one who left', async () => {
    let read = 0;
    async function* records(): AsyncGenerator<JournalRecord> {
      for (; read < 1_000; read += 1) yield { kind: 'packet', packet: aPacket(read) };
    }
    const options = { startedAtMs: ZERO_MS, opus: new FakeOpusDecoder(), packetsAtOnce: 1 };
    const tracks = openTracks(records(), options);
    const { value: track } = await tracks.next();
    const rest = tracks.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(read).toBeLessThan(100);
    for await (const _ of track.pieces) break;
    expect((await rest).done).toBe(true);
    expect(read).toBe(1_000);
  });

  it('end with what went wrong, everywhere', async () => {
    async function* broken(): AsyncGenerator<JournalRecord> {
      for (const packet of talk(0, 300)) yield { kind: 'packet', packet };
      throw new Error('the disk is gone');
    }
    const readings: Promise<unknown>[] = [];
    const opening = (async () => {
      for await (const { pieces } of openTracks(broken(), { startedAtMs: ZERO_MS, opus: new FakeOpusDecoder() }))
        readings.push(
          allOf(pieces).then(
            () => null,
            (error: unknown) => error,
          ),
        );
    })();
    await expect(opening).rejects.toThrow('disk is gone');
    expect(await Promise.all(readings)).toMatchObject([{ message: 'the disk is gone' }]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Packet } from '../../../src/domain/packet.ts';
import type { CaptureSink } from '../../../src/platforms/discord/voice/worker/capture-sink.ts';
import { OffRecord } from '../../../src/platforms/discord/voice/worker/off-record.ts';
import { Recorder } from '../../../src/platforms/discord/voice/worker/recorder.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';

describe('off the record', () => {
  it('covers everybody or one, from its beginning to its end', () => {
    const offRecord = new OffRecord();
    expect(offRecord.begin(null, 100)).toBe(true);
    expect(offRecord.begin(null, 110)).toBe(false);
    expect(offRecord.begin('1', 150)).toBe(true);
    expect(offRecord.end(null, 200)).toBe(true);
    expect(offRecord.end(null, 210)).toBe(false);
    const covers = (userId: string) => [99, 100, 149, 150, 199, 200, 300].map((atMs) => offRecord.covers(userId, atMs));
    expect(covers('1')).toEqual([false, true, true, true, true, true, true]);
    expect(covers('2')).toEqual([false, true, true, true, true, false, false]);
  });

  it('forgets only pauses that are long over', () => {
    const offRecord = new OffRecord();
    offRecord.begin('1', 0);
    for (let time = 1; time < 200; time += 1) {
      offRecord.begin(null, time * 10);
      offRecord.end(null, time * 10 + 5);
    }
    expect(offRecord.covers('1', 5_000)).toBe(true);
    expect(offRecord.covers('2', 1_992)).toBe(true);
    expect(offRecord.covers('2', 12)).toBe(false);
  });
});

describe('what is erased', () => {
  const packet = (userId: string, arrivalMs: number): Packet => ({
    ...{ userId, arrivalMs, ssrc: 1, sequence: 1, rtpTime: 0 },
    opus: new Uint8Array([1]),
  });
  const aRecorder = (excluded: readonly string[] = []) => {
    const clock = new FakeClock(0);
    const written: Packet[] = [];
    const sink = { packet: (one: Packet) => written.push(one), event: () => undefined };
    const recorder = new Recorder(sink as Partial<CaptureSink> as CaptureSink, clock, excluded);
    return { clock, recorder, times: () => written.map(({ userId, arrivalMs }) => [userId, arrivalMs]) };
  };

  it('is not written when it comes late, having waited for a key or an owner', () => {
    const { recorder, times } = aRecorder();
    recorder.keepOut({ kind: 'range', fromMs: 1_000, toMs: 2_000 });
    for (const atMs of [999, 1_000, 1_999, 2_000]) recorder.packet(packet('1', atMs));
    expect(times()).toEqual([
      ['1', 999],
      ['1', 2_000],
    ]);
  });

  it('or was never to be recorded: what somebody said before they opted in', async () => {
    const { clock, recorder, times } = aRecorder(['1']);
    await clock.advance(5_000);
    recorder.include('1');
    for (const [userId, atMs] of [
      ['1', 4_999],
      ['2', 4_999],
      ['1', 5_000],
    ] as const)
      recorder.packet(packet(userId, atMs));
    expect(times()).toEqual([
      ['2', 4_999],
      ['1', 5_000],
    ]);
  });
});

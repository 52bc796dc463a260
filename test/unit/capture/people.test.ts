import { describe, expect, it } from 'vitest';
import type { CaptureEvent, Packet } from '../../../src/domain/packet.ts';
import type { MemberState } from '../../../src/platforms/discord/voice/guild-adapter.ts';
import { Attendance } from '../../../src/platforms/discord/voice/worker/attendance.ts';
import type { CaptureSink } from '../../../src/platforms/discord/voice/worker/capture-sink.ts';
import { Recorder } from '../../../src/platforms/discord/voice/worker/recorder.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';

const member = (userId: string, changes: Partial<MemberState> = {}): MemberState => ({
  userId,
  name: `name of ${userId}`,
  isBot: false,
  channelId: 'here',
  isMuted: false,
  ...changes,
});

function anAttendance() {
  const told: string[] = [];
  const attendance = new Attendance({
    joined: ({ userId }) => told.push(`+${userId}`),
    left: ({ userId }) => told.push(`-${userId}`),
    muted: ({ userId, isMuted }) => told.push(`${isMuted ? 'muted' : 'unmuted'} ${userId}`),
  });
  return { attendance, told };
}

describe('attendance', () => {
  it('is told when the bot is there, and as people come and go', () => {
    const { attendance, told } = anAttendance();
    attendance.update(member('1'));
    attendance.update(member('2', { channelId: 'elsewhere' }));
    attendance.update(member('3', { isBot: true }));
    expect(told).toEqual([]);
    attendance.enter('here');
    attendance.enter('here');
    attendance.update(member('2'));
    attendance.update(member('1', { channelId: null }));
    attendance.update(member('1', { channelId: null }));
    expect(told).toEqual(['+1', '+2', '-1']);
    expect(attendance.present.map(({ userId }) => userId)).toEqual(['2']);
  });

  it('knows who is muted, from the start and on', () => {
    const { attendance, told } = anAttendance();
    attendance.update(member('1', { isMuted: true }));
    attendance.enter('here');
    attendance.update(member('1'));
    attendance.update(member('1'));
    expect(told).toEqual(['+1', 'muted 1', 'unmuted 1']);
  });

  it('changes with the bot’s channel', () => {
    const { attendance, told } = anAttendance();
    attendance.update(member('1'));
    attendance.update(member('2', { channelId: 'there' }));
    attendance.enter('here');
    attendance.enter('there');
    expect(told).toEqual(['+1', '-1', '+2']);
    expect(attendance.find('1')).toBeNull();
  });
});

function aRecorder(excluded: readonly string[] = []) {
  const written: (Packet | CaptureEvent)[] = [];
  const sink = {
    packet: (packet: Packet) => written.push(packet),
    event: (event: CaptureEvent) => written.push(event),
  } as Partial<CaptureSink> as CaptureSink;
  const clock = new FakeClock(1_000);
  return { recorder: new Recorder(sink, clock, excluded), clock, written };
}

const packet = (userId: string, arrivalMs = 1_000): Packet => ({
  userId,
  ssrc: 1,
  sequence: 1,
  rtpTime: 1,
  arrivalMs,
  opus: Uint8Array.of(1),
});

describe('what is written down', () => {
  it('nothing of those who opted out, and of bots', () => {
    const { recorder, written } = aRecorder(['1']);
    recorder.ignore('2');
    recorder.include('2');
    for (const userId of ['1', '2', '3']) recorder.packet(packet(userId));
    for (const userId of ['1', '2', '3']) recorder.gap(userId, 'decrypt', 1);
    recorder.writeGaps();
    expect(written).toEqual([packet('3'), { type: 'gap', atMs: 1_000, userId: '3', reason: 'decrypt', packets: 1 }]);
  });

  it('a loss that waits is not told of somebody who opts out meanwhile', () => {
    const { recorder, written } = aRecorder();
    recorder.gap('1', 'decrypt', 1);
    recorder.exclude('1');
    recorder.writeGaps();
    expect(written).toEqual([]);
  });

  it('by the moment at which a packet came, not at which it could be opened', async () => {
    const { recorder, clock, written } = aRecorder();
    recorder.pause(null);
    recorder.pause(null);
    await clock.advance(500);
    recorder.resume(null);
    recorder.resume(null);
    for (const arrivalMs of [999, 1_000, 1_499, 1_500]) recorder.packet(packet('1', arrivalMs));
    expect(written.map((record) => ('opus' in record ? record.arrivalMs : record.type))).toEqual([
      'pause-start',
      'pause-end',
      999,
      1_500,
    ]);
    expect(recorder.heardAtMs).toBe(1_500);
  });
});

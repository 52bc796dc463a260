import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../../src/platforms/discord/voice/event-queue.ts';
import { Presence } from '../../../src/platforms/discord/voice/presence.ts';
import { Restarts } from '../../../src/platforms/discord/voice/restarts.ts';
import { GapBook } from '../../../src/platforms/discord/voice/worker/gap-book.ts';
import { LineInbox } from '../../../src/platforms/discord/voice/worker/line-inbox.ts';
import { RecoveryWatch } from '../../../src/platforms/discord/voice/worker/recovery-watch.ts';
import { RequestGate } from '../../../src/platforms/discord/voice/worker/request-gate.ts';
import { SilenceWatch } from '../../../src/platforms/discord/voice/worker/silence-watch.ts';
import { RecoveryPace } from '../../../src/platforms/discord/voice/worker/tap/recovery-pace.ts';
import type { VoiceEvent } from '../../../src/ports/voice-capture.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';

describe('silence', () => {
  const look = (watch: SilenceWatch, seconds: readonly number[], heardAt = 0, isUnmuted = true) =>
    seconds.map((second) => watch.check(second * 1_000, heardAt * 1_000, isUnmuted));

  it('has the bot join anew after a minute and warns after two, once', () => {
    const watch = new SilenceWatch(60_000);
    expect(look(watch, [1, 60, 61, 62, 120, 121, 122, 600])).toEqual([
      null,
      null,
      'rejoin',
      null,
      null,
      'warn',
      null,
      null,
    ]);
  });

  it('begins anew with each packet, and when everybody is muted', () => {
    const watch = new SilenceWatch(60_000);
    look(watch, [1, 61]);
    expect(look(watch, [70], 65)).toEqual([null]);
    expect(look(watch, [71, 130, 132], 65)).toEqual([null, null, 'rejoin']);
    expect(look(watch, [140], 65, false)).toEqual([null]);
    expect(look(watch, [150, 209, 210], 65)).toEqual([null, null, 'rejoin']);
  });
});

it('six recoveries in a minute are trouble, told once in ten minutes', () => {
  const watch = new RecoveryWatch();
  const counted = (seconds: readonly number[]) => seconds.map((second) => watch.count(second * 1_000));
  expect(counted([0, 10, 20, 30, 40])).toEqual([false, false, false, false, false]);
  expect(counted([50, 55])).toEqual([true, false]);
  expect(counted([100, 200, 300])).toEqual([false, false, false]);
  expect(counted([700, 701, 702, 703, 704, 705])).toEqual([false, false, false, false, false, true]);
});

describe('requests to the gateway', () => {
  const request = (channel: string | null) => ({ op: 4, d: { channel_id: channel } });

  it('go out at most once a second, and of those that wait only the last', async () => {
    const clock = new FakeClock(0);
    const sent: string[] = [];
    const gate = new RequestGate(clock, 1_000, ({ d }) => sent.push(`${clock.now()} ${d.channel_id}`));
    gate.request(request('a'));
    gate.request(request('b'));
    gate.request(request('c'));
    await clock.advance(999);
    expect(sent).toEqual(['0 a']);
    await clock.advance(1);
    gate.request(request(null));
    const left = gate.sent();
    await clock.advance(5_000);
    await left;
    expect(sent).toEqual(['0 a', '1000 c', '2000 null']);
  });
});

describe('events of a line', () => {
  it('come in order, or not at all within the time', async () => {
    const clock = new FakeClock(0);
    const inbox = new LineInbox(clock);
    const { signal } = new AbortController();
    inbox.push({ type: 'ready' });
    expect(await inbox.next(100, signal)).toEqual({ type: 'ready' });
    const late = inbox.next(100, signal);
    await clock.advance(100);
    expect(await late).toBeNull();
    const coming = inbox.next(Number.POSITIVE_INFINITY, signal);
    inbox.push({ type: 'gone' });
    expect(await coming).toEqual({ type: 'gone' });
    expect(clock.pending).toBe(0);
  });

  it('are bounded: the oldest are dropped and counted', async () => {
    const inbox = new LineInbox(new FakeClock(0));
    for (let code = 0; code < 300; code += 1) inbox.push({ type: 'closed', code });
    expect(inbox.dropped).toBe(44);
    expect(await inbox.next(0, new AbortController().signal)).toEqual({ type: 'closed', code: 44 });
  });
});

describe('events of a session', () => {
  const written: VoiceEvent = { type: 'journal-written', atMs: 1 };
  const end: VoiceEvent = { type: 'end', atMs: 2, reason: 'left', text: '' };
  const joined = (userId: string): VoiceEvent => ({ type: 'member-join', atMs: 1, userId, name: userId });

  it('end behind the end; repeated news of the journal are one', async () => {
    const queue = new EventQueue();
    for (const event of [written, written, joined('1'), written, end, joined('2')]) queue.push(event);
    expect(await Array.fromAsync(queue)).toEqual([written, joined('1'), written, end]);
  });

  it('are bounded, but the end always comes', async () => {
    const queue = new EventQueue();
    for (let user = 0; user < 1_500; user += 1) queue.push(joined(String(user)));
    queue.push(end);
    const events = await Array.fromAsync(queue);
    expect(events).toHaveLength(1_001);
    expect(events.at(-1)).toEqual(end);
    expect(queue.dropped).toBe(500);
  });

  it('tell nobody’s coming twice when a new worker looks around, and who left meanwhile', () => {
    const presence = new Presence();
    expect([joined('1'), joined('2'), joined('1')].map((event) => presence.isNews(event))).toEqual([true, true, false]);
    presence.forget();
    expect([joined('2'), joined('3')].map((event) => presence.isNews(event))).toEqual([false, true]);
    expect(presence.gone()).toEqual(['1']);
  });
});

it('a worker may die four times in ten minutes', () => {
  const restarts = new Restarts();
  expect([0, 1, 2, 3, 4].map((minute) => restarts.next(minute * 60_000))).toEqual([0, 1_000, 2_000, 4_000, null]);
  expect(restarts.next(20 * 60_000)).toBe(0);
});

it('losses of a second are added up by member and reason', () => {
  const book = new GapBook();
  book.add('1', 'decrypt', 1);
  book.add('1', 'decrypt', 2);
  book.add(null, 'held-too-long', 4);
  book.add('2', 'decrypt', 5);
  book.drop('2');
  expect(book.take()).toEqual([
    { userId: '1', reason: 'decrypt', packets: 3 },
    { userId: null, reason: 'held-too-long', packets: 4 },
  ]);
  expect(book.take()).toEqual([]);
});

describe('the pace of recoveries', () => {
  it('doubles from ten seconds to five minutes, and is forgotten after ten calm minutes', async () => {
    const clock = new FakeClock(0);
    const pace = new RecoveryPace(clock);
    const taken: number[] = [];
    for (let second = 0; second <= 1_000; second += 10) {
      if (pace.take()) taken.push(second);
      await clock.advance(10_000);
    }
    expect(taken).toEqual([0, 10, 30, 70, 150, 310, 630, 950]);
    await clock.advance(700_000);
    expect(pace.take()).toBe(true);
    await clock.advance(10_000);
    expect(pace.take()).toBe(true);
  });

  it('waits for a change of keys that is under way, but not for ever', async () => {
    const clock = new FakeClock(0);
    const pace = new RecoveryPace(clock);
    pace.changeAnnounced();
    await clock.advance(14_999);
    expect(pace.take()).toBe(false);
    await clock.advance(1);
    expect(pace.take()).toBe(true);
    pace.changeAnnounced();
    pace.changeExecuted();
    await clock.advance(10_000);
    expect(pace.take()).toBe(true);
  });
});

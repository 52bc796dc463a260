import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/log.ts';
import type { ChannelFault } from '../../../src/platforms/discord/voice/guild-adapter.ts';
import { captureTimings } from '../../../src/platforms/discord/voice/timings.ts';
import { LineInbox } from '../../../src/platforms/discord/voice/worker/line-inbox.ts';
import { Supervisor } from '../../../src/platforms/discord/voice/worker/supervisor.ts';
import type { LineEvent } from '../../../src/platforms/discord/voice/worker/voice-line.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';

const HOME = '1';
const placed = (channelId: string | null = HOME): LineEvent => ({ type: 'placed', channelId });
const ready: LineEvent = { type: 'ready' };
const connecting: LineEvent = { type: 'connecting', isResume: false };
const resuming: LineEvent = { type: 'connecting', isResume: true };
const closed = (code: number): LineEvent => ({ type: 'closed', code });
const comesUp = [placed(), connecting, ready];

/** A supervisor whose line answers as told, with what it did, in order: times in seconds since the start. */
function aSupervisor({ fault = null }: { readonly fault?: ChannelFault | null } = {}) {
  const clock = new FakeClock(0);
  const inbox = new LineInbox(clock);
  const did: string[] = [];
  const note = (what: string) => did.push(`${(clock.now() / 1_000).toFixed(1)} ${what}`);
  const answers: (readonly LineEvent[])[] = [];
  const state = { fault };
  const supervisor = new Supervisor({
    line: {
      request: () => {
        note('asks');
        for (const event of answers.shift() ?? []) inbox.push(event);
      },
    },
    inbox,
    channelId: HOME,
    clock,
    log: createLog('silent'),
    timings: captureTimings,
    hooks: {
      reconnectStarted: (reason) => note(`lost: ${reason}`),
      reconnectEnded: () => note('back'),
      placed: (channelId) => note(`in ${channelId}`),
      channelFault: async () => state.fault,
    },
    random: () => 0,
  });
  const stop = new AbortController();
  const tell = async (...events: readonly LineEvent[]) => {
    for (const event of events) inbox.push(event);
    await clock.advance(0);
  };
  return { clock, inbox, did, answers, supervisor, state, stop, tell };
}

/** One that is in the call; `did` is empty. */
async function aWatcher(options: { readonly fault?: ChannelFault | null } = {}) {
  const parts = aSupervisor();
  parts.answers.push(comesUp);
  await parts.supervisor.join(parts.stop.signal);
  parts.did.length = 0;
  parts.state.fault = options.fault ?? null;
  const ended = parts.supervisor.watch(parts.stop.signal);
  ended.catch(() => undefined);
  return { ...parts, ended };
}

describe('joining', () => {
  it('asks once when it is answered', async () => {
    const { supervisor, answers, did, stop } = aSupervisor();
    answers.push(comesUp);
    await supervisor.join(stop.signal);
    expect(did).toEqual(['0.0 asks', '0.0 in 1']);
  });

  it('tries three times without an answer, with growing pauses, and explains user limits', async () => {
    const { supervisor, did, clock, stop } = aSupervisor();
    const joining = supervisor.join(stop.signal);
    joining.catch(() => undefined);
    await clock.advance(60_000);
    await expect(joining).rejects.toMatchObject({
      code: 'voice_timeout',
      message: expect.stringContaining('Move Members'),
    });
    expect(did).toEqual(['0.0 asks', '6.0 asks', '13.0 asks']);
  });

  it.each([
    ['full', 'voice_full'],
    ['forbidden', 'voice_forbidden'],
    ['missing', 'voice_failed'],
  ] as const)('gives up at once when the channel is %s', async (fault, code) => {
    const { supervisor, did, clock, stop } = aSupervisor({ fault });
    const joining = supervisor.join(stop.signal);
    joining.catch(() => undefined);
    await clock.advance(10_000);
    await expect(joining).rejects.toMatchObject({ code });
    expect(did).toEqual(['0.0 asks']);
  });

  it('waits longer for a voice server that is being reached, and speaks of UDP when it is not', async () => {
    const { supervisor, answers, did, clock, stop } = aSupervisor();
    answers.push([placed(), connecting], [placed(), connecting], [placed(), connecting]);
    const joining = supervisor.join(stop.signal);
    joining.catch(() => undefined);
    await clock.advance(100_000);
    await expect(joining).rejects.toMatchObject({ code: 'voice_timeout', message: expect.stringContaining('UDP') });
    expect(did.filter((what) => what.endsWith('asks'))).toEqual(['0.0 asks', '16.0 asks', '33.0 asks']);
  });

  it('is told at once that the call’s encryption is not ours', async () => {
    const { supervisor, answers, stop } = aSupervisor();
    answers.push([placed(), connecting, closed(4017)]);
    await expect(supervisor.join(stop.signal)).rejects.toMatchObject({
      code: 'voice_failed',
      sentence:
        "The voice channel can't be recorded: the call is end-to-end encrypted in a way that this version of AI MOM does not know; please update AI MOM.",
    });
  });

  it('rests for a minute when the voice server asks for it', async () => {
    const { supervisor, answers, did, clock, stop } = aSupervisor();
    answers.push([placed(), connecting, closed(4021)], comesUp);
    const joining = supervisor.join(stop.signal);
    await clock.advance(59_000);
    expect(did.filter((what) => what.endsWith('asks'))).toHaveLength(1);
    await clock.advance(2_000);
    await joining;
  });

  it('ends when it is called off', async () => {
    const { supervisor, clock, stop } = aSupervisor();
    const joining = supervisor.join(stop.signal);
    joining.catch(() => undefined);
    await clock.advance(1_000);
    stop.abort(new Error('enough'));
    await expect(joining).rejects.toThrow('enough');
    expect(clock.pending).toBe(0);
  });
});

describe('while it records', () => {
  it('a resumed session is no interruption', async () => {
    const { did, tell } = await aWatcher();
    await tell(resuming, ready);
    expect(did).toEqual([]);
  });

  it('a session that can not be resumed is replaced at once', async () => {
    const { did, tell, answers } = await aWatcher();
    answers.push(comesUp);
    await tell(resuming, closed(4006));
    expect(did).toEqual(['0.0 lost: the voice connection was closed with 4006', '0.0 asks', '0.0 in 1', '0.0 back']);
  });

  it('a resumption that leads nowhere is given up after 15 seconds', async () => {
    const { did, tell, answers, clock } = await aWatcher();
    answers.push(comesUp);
    await tell(resuming);
    await clock.advance(15_000);
    expect(did).toEqual(['15.0 lost: the voice server did not answer', '15.0 asks', '15.0 in 1', '15.0 back']);
  });

  it('a move to another server while resuming is an interruption, and ends with it', async () => {
    const { did, tell } = await aWatcher();
    await tell(resuming, connecting, ready);
    expect(did).toEqual(['0.0 lost: the call moved to another voice server', '0.0 back']);
  });

  it('sessions that break again and again are replaced more and more slowly', async () => {
    const { did, tell, answers, clock } = await aWatcher();
    for (let time = 0; time < 4; time += 1) answers.push(comesUp);
    await tell(closed(4006));
    await tell(closed(4006));
    await clock.advance(1_000);
    await tell(closed(4006));
    await clock.advance(2_000);
    await tell(closed(4006));
    await clock.advance(4_000);
    expect(did.filter((what) => what.endsWith('asks'))).toEqual(['0.0 asks', '1.0 asks', '3.0 asks', '7.0 asks']);
  });

  it('five tries without an answer are enough', async () => {
    const { did, tell, ended, clock } = await aWatcher();
    await tell(closed(4006));
    await clock.advance(200_000);
    expect(await ended).toMatchObject({ reason: 'lost' });
    expect(did.filter((what) => what.endsWith('asks'))).toEqual([
      '0.0 asks',
      '6.0 asks',
      '13.0 asks',
      '22.0 asks',
      '35.0 asks',
    ]);
  });

  it.each([
    [
      'full',
      'refused',
      'The voice channel is full. Raise its user limit, let somebody leave, or give me the permission "Move Members", with which I may enter anyway.',
    ],
    ['missing', 'channel-deleted', "The voice channel can't be recorded: the channel is not there any more."],
  ] as const)('a channel that has become %s is the reason', async (fault, reason, text) => {
    const { tell, ended, clock } = await aWatcher({ fault });
    await tell(closed(4006));
    await clock.advance(200_000);
    expect(await ended).toEqual({ reason, text });
  });

  it('4014 with a move is followed without asking', async () => {
    const { did, tell, clock } = await aWatcher();
    await tell(closed(4014));
    await clock.advance(3_000);
    await tell(placed('2'), connecting, ready);
    expect(did).toEqual(['0.0 lost: the voice connection was closed with 4014', '3.0 in 2', '3.0 back']);
  });

  it('4014 with nothing else is a lost gateway session: asks after five seconds', async () => {
    const { did, tell, clock, answers } = await aWatcher();
    answers.push(comesUp);
    await tell(closed(4014));
    await clock.advance(5_000);
    expect(did.slice(1)).toEqual(['5.0 asks', '5.0 in 1', '5.0 back']);
  });

  it.each([
    [null, 'kicked', [closed(4014), placed(null)]],
    [null, 'kicked', [placed(null), closed(4014)]],
    ['missing', 'channel-deleted', [closed(4014), placed(null)]],
  ] as const)('somebody takes the bot out (channel %s): %s', async (fault, reason, events) => {
    const { tell, ended, clock, did } = await aWatcher({ fault });
    await tell(...events);
    await clock.advance(1_000);
    expect(await ended).toMatchObject({ reason });
    expect(did.filter((what) => what.endsWith('asks'))).toEqual([]);
  });

  it('4017 is the end', async () => {
    const { tell, ended } = await aWatcher();
    await tell(closed(4017));
    expect(await ended).toMatchObject({ reason: 'encryption-required' });
  });

  it('4022 is answered with rest', async () => {
    const { did, tell, clock, answers } = await aWatcher();
    answers.push(comesUp);
    await tell(closed(4022));
    await clock.advance(61_000);
    expect(did.filter((what) => what.endsWith('asks'))).toEqual(['60.0 asks']);
  });

  it('a voice server that goes away may come back by itself', async () => {
    const { did, tell, clock } = await aWatcher();
    await tell({ type: 'endpoint-lost' });
    await clock.advance(10_000);
    await tell(connecting, ready);
    expect(did).toEqual(['0.0 lost: the voice server went away', '10.0 back']);
  });

  it('a gateway that is gone is asked anew', async () => {
    const { did, tell, clock, answers } = await aWatcher();
    answers.push(comesUp);
    await tell({ type: 'gone' });
    await clock.advance(1_000);
    expect(did.slice(1)).toEqual(['1.0 asks', '1.0 in 1', '1.0 back']);
  });

  it('an outage of the gateway is no refusal: asks until it is over', async () => {
    const { did, tell, clock, answers } = await aWatcher();
    for (let time = 0; time < 20; time += 1) answers.push([{ type: 'unsent' }]);
    answers.push(comesUp);
    await tell(closed(4014));
    await clock.advance(60_000);
    expect(did.at(-1)).toBe('25.0 back');
  });

  it('and gives up when that has lasted for ten minutes', async () => {
    const { did, tell, clock, answers, ended } = await aWatcher();
    for (let time = 0; time < 1_000; time += 1) answers.push([{ type: 'unsent' }]);
    await tell(closed(4006));
    await clock.advance(590_000);
    expect(did.at(-1)).toContain('asks');
    await clock.advance(20_000);
    expect(await ended).toMatchObject({ reason: 'lost' });
  });

  it('silence has it ask once, and a call that goes on unanswered is not ended by that', async () => {
    const { did, tell, clock } = await aWatcher();
    await tell({ type: 'silent' });
    await clock.advance(100_000);
    expect(did).toEqual(['0.0 asks']);
  });

  it('says why a session is new after silence', async () => {
    const { did, tell, answers } = await aWatcher();
    answers.push(comesUp);
    await tell({ type: 'silent' });
    expect(did).toEqual(['0.0 asks', '0.0 in 1', '0.0 lost: nobody could be heard', '0.0 back']);
  });
});

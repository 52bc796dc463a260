import { describe, expect, it } from 'vitest';
import { type AutoJoin, defaultGuildSettings } from '../../../src/domain/guild.ts';
import { MomError } from '../../../src/errors.ts';
import { wantsRecording } from '../../../src/meeting/index.ts';
import { AutoJoinWatch } from '../../../src/meeting/live/auto-join.ts';
import { MemoryGuildStore } from '../../doubles/memory-guild-store.ts';
import { recordedLog } from '../../doubles/recorded-log.ts';

const rules: AutoJoin = { minMembers: 2, channelIds: [], joinsEvents: true };
const sight = { channelId: 'v1', people: 2, hasEvent: false, isDeclined: false };

describe('rules that begin a recording', () => {
  it.each([
    ['enough people', rules, sight, true],
    ['too few people', rules, { ...sight, people: 1 }, false],
    ['no rule at all', defaultGuildSettings.autoJoin, { ...sight, people: 99, hasEvent: true }, false],
    ['a channel that is listed', { ...rules, channelIds: ['v1'] }, sight, true],
    ['a channel that is not', { ...rules, channelIds: ['v2'] }, sight, false],
    ['an event with one person', rules, { ...sight, people: 1, hasEvent: true }, true],
    ['an event in a channel that is not listed', { ...rules, channelIds: ['v2'] }, { ...sight, hasEvent: true }, true],
    ['an event without people', rules, { ...sight, people: 0, hasEvent: true }, false],
    [
      'an event where events are not wanted',
      { ...rules, minMembers: null, joinsEvents: false },
      { ...sight, hasEvent: true },
      false,
    ],
    ['people who have just stopped one', rules, { ...sight, isDeclined: true }, false],
  ])('%s', (_, autoJoin, channel, wants) => {
    expect(wantsRecording(autoJoin, channel)).toBe(wants);
  });
});

describe('watching channels', () => {
  async function aWatch() {
    const guilds = new MemoryGuildStore();
    await guilds.changeSettings('g1', { autoJoin: rules });
    const started: string[] = [];
    const state = { isBusy: false, fault: null as Error | null };
    const watch = new AutoJoinWatch({
      guilds,
      isBusy: () => state.isBusy,
      start: async ({ channelId, title, textChannelId }) => {
        if (state.fault) throw state.fault;
        started.push(`${channelId} ${title} ${textChannelId}`);
        state.isBusy = true;
      },
      log: recordedLog().log,
    });
    return { watch, started, state };
  }

  it('begins with the second person, once, though two channels fill at the same time', async () => {
    const { watch, started } = await aWatch();
    await watch.presence('g1', 'v1', 1);
    expect(started).toEqual([]);
    await Promise.all([watch.presence('g1', 'v1', 2), watch.presence('g1', 'v2', 5), watch.presence('g1', 'v1', 3)]);
    expect(started).toEqual(['v1 null null']);
  });

  it('names a recording after the event, whichever comes first', async () => {
    const { watch, started, state } = await aWatch();
    await watch.eventStart('g1', 'v1', 'Town hall');
    await watch.presence('g1', 'v1', 1);
    state.isBusy = false;
    await watch.presence('g1', 'v2', 1);
    await watch.eventStart('g1', 'v2', 'Retro');
    watch.eventEnd('g1', 'v2', 'Retro');
    state.isBusy = false;
    await watch.presence('g1', 'v2', 1);
    expect(started).toEqual(['v1 Town hall null', 'v2 Retro null']);
  });

  it('does not begin again where one was stopped, or failed, before everybody has left', async () => {
    const { watch, started, state } = await aWatch();
    state.fault = new MomError('voice_full', 'full');
    await watch.presence('g1', 'v1', 2);
    state.fault = null;
    await watch.presence('g1', 'v1', 3);
    expect(started).toEqual([]);
    await watch.presence('g1', 'v1', 0);
    await watch.presence('g1', 'v1', 2);
    state.isBusy = false;
    watch.decline('g1', 'v1');
    await watch.presence('g1', 'v1', 4);
    expect(started).toEqual(['v1 null null']);
  });
});

import { describe, expect, it } from 'vitest';
import type { LiveDraft } from '../../../../src/domain/live-draft.ts';
import { aCouncil, aTalk, type CouncilSetup, drive, FACTS } from './a-council.ts';

const scenario = { texts: { live: 'said', 'Keep a summary': 'said' } };

async function aSummary(setup: CouncilSetup = {}) {
  const council = await aCouncil({ scenario, ...setup });
  const states: LiveDraft[] = [];
  const summary = council.council.liveSummary(FACTS, (state) => states.push(state));
  const controller = new AbortController();
  const run = summary.run(controller.signal);
  const stop = async () => {
    controller.abort();
    await drive(council.clock, run);
  };
  const calls = () => council.providers.flatMap((provider) => provider.calls);
  return { ...council, summary, states, stop, calls };
}

describe('a live summary', () => {
  it('asks one cheap seat, when enough is new, and never about the same twice', async () => {
    const { summary, clock, states, stop, calls, usages } = await aSummary();
    const talk = aTalk(3);
    summary.feed(talk.slice(0, 4));
    await clock.advance(59_000);
    expect(calls()).toHaveLength(0);
    await clock.advance(2_000);
    expect(states.map(({ source, points }) => [source, points.map(({ text }) => text)])).toEqual([['model', ['said']]]);
    summary.feed(talk.slice(0, 5));
    await clock.advance(120_000);
    expect(calls().map(({ user }) => user.split('\n').length)).toEqual([4, 1]);
    expect(states).toHaveLength(2);
    expect(usages.map(({ kind }) => kind)).toEqual(['live-summary', 'live-summary']);
    await clock.advance(600_000);
    expect(calls()).toHaveLength(2);
    await stop();
  });

  it('has never more than one call in flight', async () => {
    const { summary, clock, providers, stop } = await aSummary({ models: { '*': { calls: [{ delayMs: 15_000 }] } } });
    const talk = aTalk(40);
    for (let end = 10; end <= talk.length; end += 10) {
      summary.feed(talk.slice(0, end));
      await clock.advance(30_000);
    }
    expect(Math.max(...providers.map(({ mostRunning }) => mostRunning))).toBe(1);
    await stop();
  });

  it('goes on without a model when none answers, and when there is none', async () => {
    for (const setup of [{ models: { '*': { calls: [{ status: 401 }] } } }, { providers: [] as const }]) {
      const { summary, clock, states, stop } = await aSummary(setup);
      summary.feed(aTalk());
      await clock.advance(62_000);
      expect(states.map(({ source }) => source)).toEqual(['local']);
      await stop();
    }
  });

  it('begins without a model where something was said before, and asks only about what comes then', async () => {
    const { summary, clock, states, stop, calls } = await aSummary();
    const talk = aTalk(3);
    summary.begin(talk.slice(0, 8));
    expect(states.map(({ source, points }) => [source, points.length])).toEqual([['local', 8]]);
    await clock.advance(600_000);
    expect(calls()).toEqual([]);
    summary.feed(talk.slice(4));
    await clock.advance(16_000);
    expect(calls().map(({ user }) => user.split('\n'))).toEqual([talk.slice(8).map(({ text }) => text)]);
    expect(states.at(-1)?.points).toHaveLength(9);
    await stop();
  });

  it('has nothing to begin with where nothing was said', async () => {
    const { summary, states, stop } = await aSummary();
    summary.begin([]);
    expect(states).toEqual([]);
    await stop();
  });

  it('asks the next time about what it was asking when it was stopped', async () => {
    const models = { '*': { calls: [{ stalls: true }, {}] } };
    const { summary, clock, states, stop, calls } = await aSummary({ models });
    summary.feed(aTalk());
    await clock.advance(62_000);
    await stop();
    const again = new AbortController();
    const run = summary.run(again.signal);
    await clock.advance(16_000);
    expect(calls().map(({ user }) => user)).toEqual(Array(2).fill(calls()[0]?.user));
    expect(states.map(({ source }) => source)).toEqual(['model']);
    again.abort();
    await drive(clock, run);
  });

  it('stops in the middle of a call and tells nothing more', async () => {
    const { summary, clock, states, stop } = await aSummary({ models: { '*': { calls: [{ stalls: true }] } } });
    summary.feed(aTalk());
    await clock.advance(62_000);
    await stop();
    expect([states, summary.state.points]).toEqual([[], []]);
    expect(clock.pending).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { DraftAction } from '../../../../src/domain/draft.ts';
import type { Minutes } from '../../../../src/domain/minutes.ts';
import { aCouncil, aTalk, drive, FACTS, LIVING, stateOf, transcriptOf } from './a-council.ts';

const never = new AbortController().signal;
const transcript = transcriptOf(aTalk());

const only = (task: string): DraftAction => ({
  task,
  owner: null,
  owner_basis: 'none',
  due_text: null,
  evidence: ['s1'],
});

describe('late answers', () => {
  const slow = { calls: [{ delayMs: 11_000 }] };

  it('are not waited for longer than the grace after the last of enough', async () => {
    const { council, clock } = await aCouncil({ models: { [LIVING.groq]: slow, [LIVING.openrouter]: slow } });
    const { value, tookMs } = await drive(clock, council.finish({ facts: FACTS, transcript }, never));
    expect(tookMs).toBeLessThan(6_000);
    expect([stateOf(value, 'groq'), stateOf(value, 'openrouter')]).toEqual(['late', 'late']);
  });

  it('are waited for longer when all are slow', async () => {
    const models = { '*': { calls: [{ delayMs: 9_000 }] }, [LIVING.groq]: { calls: [{ delayMs: 13_400 }] } };
    const { council, clock } = await aCouncil({ models });
    const { value } = await drive(clock, council.finish({ facts: FACTS, transcript }, never));
    expect(value.seats.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
  });

  it('are told of when they change a confirmed item', async () => {
    const hidden = { perturbation: { injected: [only('Call the bank')] } };
    const models = { [LIVING.groq]: { ...slow, ...hidden }, [LIVING.openrouter]: hidden };
    const { council, clock, asked } = await aCouncil({ models });
    const late: Minutes[] = [];
    const onLate = (minutes: Minutes) => void late.push(minutes);
    const { value } = await drive(clock, council.finish({ facts: FACTS, transcript, onLate }, never));
    expect(tierOf(value, 'Call the bank')).toBe('unconfirmed');
    expect(stateOf(value, 'groq')).toBe('late');
    expect(late).toEqual([]);
    await clock.advance(12_000);
    expect(late.map((minutes) => tierOf(minutes, 'Call the bank'))).toEqual(['confirmed']);
    expect(stateOf(late[0]!, 'groq')).toBe('ok');
    expect(asked().filter((model) => model === LIVING.groq)).toHaveLength(1);
  });

  it('that change nothing confirmed are silent', async () => {
    const { council, clock } = await aCouncil({ models: { [LIVING.groq]: slow } });
    const late: Minutes[] = [];
    const onLate = (minutes: Minutes) => void late.push(minutes);
    await drive(clock, council.finish({ facts: FACTS, transcript, onLate }, never));
    await clock.advance(200_000);
    expect(late).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('are given up when AI MOM stops', async () => {
    const { council, clock } = await aCouncil({ models: { [LIVING.groq]: { calls: [{ stalls: true }] } } });
    const late: Minutes[] = [];
    await drive(clock, council.finish({ facts: FACTS, transcript, onLate: (one) => late.push(one) }, never));
    const closed = council[Symbol.asyncDispose]();
    await drive(clock, closed);
    expect(late).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

const tierOf = (minutes: Minutes, task: string) => minutes.actionItems.find((item) => item.task === task)?.tier;

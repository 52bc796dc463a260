import { describe, expect, it } from 'vitest';
import { aCouncil, aTalk, drive, FACTS, LIVING, transcriptOf } from './a-council.ts';

const never = new AbortController().signal;
const input = { facts: FACTS, transcript: transcriptOf(aTalk()) };
const wordingCalls = (calls: readonly { readonly system: string; readonly user: string }[]) =>
  calls.filter(({ system }) => system.startsWith('Word the minutes'));

describe('the wording', () => {
  it('is asked for once more with its faults, then what the seats said stands', async () => {
    const scenario = { texts: { wording: 'no summary', 'Word the minutes': 'no summary' } };
    const { council, clock, providers } = await aCouncil({ scenario });
    const { value } = await drive(clock, council.finish(input, never));
    expect(wordingCalls(providers[0]!.calls).map(({ user }) => user)).toEqual([
      'wording',
      'wording\nthere is no summary',
    ]);
    expect(value.summary).toBe('medoid');
  });

  it('falls to the next seat when the first does not answer', async () => {
    const models = { [LIVING.groq]: { calls: [{}, { status: 401 }] } };
    const { council, clock } = await aCouncil({ models });
    const { value } = await drive(clock, council.finish(input, never));
    expect(value.conclusion).toBe(LIVING.openrouter);
    expect(value.seats[0]?.state).toBe('ok');
  });

  it('that does not come in time is done without', async () => {
    const models = { [LIVING.groq]: { calls: [{}, { stalls: true }] } };
    const { council, clock } = await aCouncil({ models });
    const { value, tookMs } = await drive(clock, council.finish(input, never));
    expect(value.summary).toBe('medoid');
    expect(tookMs).toBeLessThan(9_000);
  });

  it('is left to a seat that was fast', async () => {
    const models = { [LIVING.groq]: { calls: [{ delayMs: 9_000 }] }, '*': { calls: [{ delayMs: 6_000 }] } };
    const { council, clock } = await aCouncil({ models });
    const { value } = await drive(clock, council.finish(input, never));
    expect(value.conclusion).toBe(LIVING.openrouter);
  });
});

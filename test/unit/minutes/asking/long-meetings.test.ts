import { describe, expect, it } from 'vitest';
import { openTemporaryDatabase } from '../../store/temporary-database.ts';
import { aCouncil, aTalk, drive, FACTS, LIVING, stateOf, storeMeeting, transcriptOf } from './a-council.ts';

const never = new AbortController().signal;
/** Some 22 000 tokens of these rules a thousand utterances. */
const LONG = aTalk(450);

describe('a long meeting', () => {
  it('is asked about in parts that fit the limits of each seat, a few at a time', async () => {
    const { council, clock, providers } = await aCouncil({
      tokensPerMinute: 40_000,
      models: { '*': { calls: [{ delayMs: 1_000 }] } },
    });
    const { value } = await drive(clock, council.finish({ facts: FACTS, transcript: transcriptOf(LONG) }, never));
    const [groq, openRouter] = providers;
    const parts = (model: string) => {
      const calls = [...groq!.calls, ...openRouter!.calls].filter((call) => call.model === model);
      return calls.filter(({ system }) => system === 'Write minutes.').map(({ user }) => user.match(/^s\d+/gm) ?? []);
    };
    expect(parts(LIVING.openrouter)).toHaveLength(2);
    for (const model of Object.values(LIVING).slice(2)) {
      const ids = parts(model).flat();
      expect(ids).toEqual(LONG.map(({ id }) => id));
    }
    expect(stateOf(value, 'openrouter')).toBe('ok');
    expect(value.actionItems.filter(({ tier }) => tier === 'confirmed').length).toBeGreaterThan(2);
  });

  it('does not count a seat that could read only a little of it', async () => {
    const { council, clock } = await aCouncil({ tokensPerMinute: 8_000 });
    const { value } = await drive(clock, council.finish({ facts: FACTS, transcript: transcriptOf(LONG) }, never));
    expect(stateOf(value, 'groq')).toBe('limited');
    expect(value.actionItems.every(({ of }) => of === 3)).toBe(true);
  });

  it('that was interrupted pays for no part twice', async () => {
    const database = await openTemporaryDatabase();
    await storeMeeting(database, 'm1');
    const models = { [LIVING['openrouter-3']]: { calls: [{ status: 401 }] } };
    const transcript = transcriptOf(LONG);
    const first = await aCouncil({ database, models });
    await drive(first.clock, first.council.finish({ facts: FACTS, transcript }, never));
    const second = await aCouncil({ database });
    const { value } = await drive(second.clock, second.council.finish({ facts: FACTS, transcript }, never));
    expect(new Set(second.asked())).toEqual(new Set([LIVING['openrouter-3']]));
    expect(stateOf(value, 'openrouter-3')).toBe('ok');
    expect(value.seats[0]).toMatchObject({ seat: 'groq', state: 'ok', model: LIVING.groq });
    const [changed] = aTalk(450).with(0, { ...LONG[0]!, text: 'Something else.' });
    const other = transcriptOf(LONG.with(0, changed!));
    const third = await aCouncil({ database });
    await drive(third.clock, third.council.finish({ facts: FACTS, transcript: other }, never));
    expect(third.asked().length).toBeGreaterThanOrEqual(5); // the first part of each seat is another one now
    expect(third.asked().length).toBeLessThan(first.asked().length);
  });
});

describe('a meeting that is followed while it runs', () => {
  it('has only its rest to ask about when it ends', async () => {
    const { council, clock, asked, usages } = await aCouncil({ models: { '*': { calls: [{ delayMs: 5_000 }] } } });
    const talk = aTalk(450);
    for (let end = 20; end < talk.length; end += 20) {
      await drive(clock, council.follow(FACTS, talk.slice(0, end)), 1);
      await clock.advance(200_000);
    }
    const before = asked().length;
    expect(before).toBe(5); // what each can read at once
    const { value, tookMs } = await drive(
      clock,
      council.finish({ facts: FACTS, transcript: transcriptOf(talk) }, never),
    );
    expect(asked().length - before).toBe(5); // one part a seat
    expect(tookMs).toBeLessThan(15_000);
    expect(value.seats.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(usages.filter(({ kind }) => kind === 'minutes')).toHaveLength(asked().length);
    expect(clock.pending).toBe(0);
  });

  it('is left for its end to seats that can read all of it at once', async () => {
    const { council, clock, providers } = await aCouncil({ tokensPerMinute: 8_000 });
    const [groq, openRouter] = providers;
    const talk = aTalk(100);
    for (let end = 100; end <= talk.length; end += 100) {
      await drive(clock, council.follow(FACTS, talk.slice(0, end)), 1);
      await clock.advance(300_000);
    }
    expect(groq!.calls.length).toBeGreaterThan(1);
    expect(openRouter!.calls).toEqual([]);
    const { value } = await drive(clock, council.finish({ facts: FACTS, transcript: transcriptOf(talk) }, never));
    expect(openRouter!.calls.filter(({ system }) => system === 'Write minutes.')).toHaveLength(3);
    expect(value.seats.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
  });

  it('waits for a part that is under way instead of asking twice', async () => {
    const { council, clock, asked } = await aCouncil({ models: { '*': { calls: [{ delayMs: 10_000 }] } } });
    const talk = aTalk(100);
    await drive(clock, council.follow(FACTS, talk), 1);
    const before = asked().length;
    const { value } = await drive(clock, council.finish({ facts: FACTS, transcript: transcriptOf(talk) }, never));
    expect(value.mode).toBe('council');
    expect(new Set(asked()).size).toBe(5);
    expect(asked().length).toBe(before + 5);
  });

  it('asks again about what the final pass heard otherwise', async () => {
    const { council, clock, asked } = await aCouncil();
    const talk = aTalk(100);
    await drive(clock, council.follow(FACTS, talk), 1);
    await clock.advance(10_000);
    const heard = talk.map((utterance) => ({ ...utterance, text: `${utterance.text} Really.` }));
    const before = asked().length;
    await drive(clock, council.finish({ facts: FACTS, transcript: transcriptOf(heard) }, never));
    expect(asked().length - before).toBe(5);
  });

  it('that is left asks nobody any more', async () => {
    const { council, clock } = await aCouncil({ models: { '*': { calls: [{ stalls: true }] } } });
    await drive(clock, council.follow(FACTS, aTalk(100)), 1);
    await clock.advance(1_000);
    await drive(clock, council.leave('m1'));
    expect(clock.pending).toBe(0);
  });
});

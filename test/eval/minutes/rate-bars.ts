import type { Usage } from '../../../src/domain/usage.ts';
import { openDatabase } from '../../../src/providers/sqlite/index.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import type { ScriptedCall } from '../../doubles/llm/scripted-provider.ts';
import type { GoldMeeting } from '../../fixtures/meetings/read-meetings.ts';
import { temporaryFolder } from '../../mom.ts';
import { atLeast, atMost, type Bar } from './bar.ts';
import { drive, openEvalCouncil } from './eval-council.ts';
import { factsOf } from './five-drafts.ts';

const WINDOW_MS = 60_000;
const REQUESTS_PER_MINUTE = 30;
/** Groq's free plan, as the configuration has it unless told otherwise. */
const TOKENS_PER_MINUTE = 8_000;
const never = new AbortController().signal;

/** Bar 8: many meetings end at once in two processes that share a database. */
export async function rateBars(meetings: readonly GoldMeeting[], count: number): Promise<readonly Bar[]> {
  using folder = temporaryFolder('rates');
  const clock = new FakeClock();
  await using first = await openDatabase(`${folder.path}/mom.db`);
  await using second = await openDatabase(`${folder.path}/mom.db`);
  const scenario = { models: { '*': { countsTokens: true, calls: [{ delayMs: 3_000 }] } } };
  const setup = { scenario, clock, requestsPerMinute: REQUESTS_PER_MINUTE, groqTokensPerMinute: TOKENS_PER_MINUTE };
  await using one = await openEvalCouncil({ ...setup, database: first });
  await using two = await openEvalCouncil({ ...setup, database: second });
  const work = Array.from({ length: count }, async (_, index) => {
    const meeting = meetings[index % meetings.length];
    if (!meeting) throw new Error('no meeting');
    const facts = { ...factsOf(meeting), meetingId: `${meeting.name}-${index}` };
    return await [one, two][index % 2]?.council.finish({ facts, transcript: meeting.transcript }, never);
  });
  const { value } = await drive(clock, Promise.all(work));
  const callsOf = (provider: number): readonly ScriptedCall[] =>
    [one, two].flatMap(({ providers }) => providers[provider]?.calls ?? []);
  const [groq, openRouter] = [callsOf(0), callsOf(1)];
  const used = [one, two].flatMap(({ usages }) => usages).filter((usage) => usage.provider === 'groq');
  const tokens = [...Map.groupBy(used, ({ model }) => model).values()].map((calls) =>
    mostInWindow(calls, tokensOfCall),
  );
  return [
    atMost(
      '8',
      `requests in any 60 s, ${count} meetings at once`,
      Math.max(...[groq, openRouter].map((calls) => mostInWindow(calls, () => 1))),
      REQUESTS_PER_MINUTE,
    ),
    atMost('8', 'tokens of a Groq model in any 60 s', Math.max(0, ...tokens), TOKENS_PER_MINUTE),
    atLeast(
      '8',
      'minutes of all of them',
      value.filter((minutes) => minutes && minutes.summary !== '').length / count,
      1,
    ),
  ];
}

/** Question and answer; all answers take equally long, so that the windows of answers are those of calls. */
const tokensOfCall = ({ inputTokens, outputTokens }: Usage): number => (inputTokens ?? 0) + (outputTokens ?? 0);

function mostInWindow<T extends { readonly atMs: number }>(calls: readonly T[], weigh: (call: T) => number): number {
  const sorted = calls.toSorted((a, b) => a.atMs - b.atMs);
  let most = 0;
  for (const [index, { atMs }] of sorted.entries()) {
    const within = sorted.slice(index).filter((call) => call.atMs < atMs + WINDOW_MS);
    most = Math.max(
      most,
      within.reduce((sum, call) => sum + weigh(call), 0),
    );
  }
  return most;
}

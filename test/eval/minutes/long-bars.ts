import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Draft } from '../../../src/domain/draft.ts';
import type { Transcript, Utterance } from '../../../src/domain/transcript.ts';
import type { MeetingFacts } from '../../../src/minutes/index.ts';
import { createSqliteLedgerStore, createSqliteMeetingStore } from '../../../src/providers/store/index.ts';
import type { CallScript } from '../../doubles/llm/scenario.ts';
import { normal, seeded } from '../../doubles/llm/seeded.ts';
import { aDraft, anAction } from '../../fixtures/drafts.ts';
import { aTranscript, type Line } from '../../fixtures/transcripts.ts';
import { atLeast, atMost, type Bar } from './bar.ts';
import { drive, LIVING, openEvalCouncil } from './eval-council.ts';
import { qmsumTurns } from './reference-meetings.ts';

const HOUR_MS = 3_600_000;
/** 150 words a minute, as people talk. */
const MS_PER_WORD = 400;
const FOLLOW_EVERY_MS = 60_000;
const MEGABYTE = 1_048_576;
const MINUTES_WITHIN_S = 60;
const MOST_GROWTH_MB = 300;
const MOST_USD_AN_HOUR = 0.1;
const LOCAL_CPU_S = 1;
const never = new AbortController().signal;

const FACTS: MeetingFacts = {
  meetingId: 'long',
  title: 'A long day',
  startedAtMs: Date.UTC(2026, 10, 23, 9),
  timeZone: 'UTC',
  template: 'general',
  language: 'en',
  scope: 'eval',
  glossary: [],
  openItems: [],
};

/** Real turns one after the other until so much time has passed. */
function longTranscript(hours: number): Transcript {
  const lines: Line[] = [];
  let atMs = 0;
  for (const [speaker, text] of turnsWithoutEnd()) {
    if (atMs >= hours * HOUR_MS) break;
    const endMs = atMs + text.split(' ').length * MS_PER_WORD;
    lines.push([speaker, text, atMs, endMs]);
    atMs = endMs + MS_PER_WORD;
  }
  return aTranscript(lines);
}

function* turnsWithoutEnd(): Generator<readonly [string, string]> {
  const turns = qmsumTurns();
  for (;;) yield* turns;
}

/** Bar 11: hours of talk without any model. */
export async function localBars(hours: number): Promise<readonly Bar[]> {
  const transcript = longTranscript(hours);
  await using stage = await openEvalCouncil({ scenario: {}, providers: [] });
  let sockets = 0;
  const count = (): void => {
    sockets += 1;
  };
  subscribe('net.client.socket', count);
  const before = process.cpuUsage();
  const { value } = await drive(stage.clock, stage.council.finish({ facts: FACTS, transcript }, never));
  const { user, system } = process.cpuUsage(before);
  unsubscribe('net.client.socket', count);
  return [
    atMost('11', `CPU of ${hours} h without a model, s`, (user + system) / 1e6, LOCAL_CPU_S),
    atMost('11', 'network calls', sockets, 0),
    atLeast('11', 'sentences in its summary', value.summaryClaims.length, 3),
  ];
}

/** A meeting of many hours that is read while it runs, with seats as slow as real ones, on Groq's free limits. */
export async function longBars(hours: number): Promise<readonly Bar[]> {
  const transcript = longTranscript(hours);
  const random = seeded(hours);
  const models = Object.fromEntries(
    Object.values(LIVING).map((model) => [model, { countsTokens: true, calls: latencies(random) }]),
  );
  const scenario = { gold: goldOf(transcript), models };
  const limits = { requestsPerMinute: 30, groqTokensPerMinute: 8_000 };
  await using stage = await openEvalCouncil({ scenario, ...limits });
  const { council, clock, database } = stage;
  await createSqliteMeetingStore(database).createMeeting({
    id: FACTS.meetingId,
    title: FACTS.title,
    startedAtMs: clock.now(),
    state: 'transcribed',
    settings: { chunkMode: 'live', language: 'en', model: 'x', template: 'general', scope: 'eval' },
    tracks: [],
    failure: null,
  });
  const memory = new MemoryWatch();
  await followAll(stage, transcript, hours, memory);
  const before = process.cpuUsage();
  const { value, tookMs } = await drive(clock, council.finish({ facts: FACTS, transcript }, never));
  const { user, system } = process.cpuUsage(before);
  memory.look();
  const sums = await createSqliteLedgerStore(database).sums(
    { scope: null, meetingId: null, sinceMs: null, untilMs: null },
    'kind',
  );
  const usd = sums.reduce((sum, { microUsd }) => sum + microUsd, 0) / 1_000_000;
  const answered = value.seats.filter(({ state }) => state === 'ok' || state === 'repaired').length;
  return [
    // The clock that is told stands still while we compute, so that is added.
    atMost(
      'long',
      `${hours} h: from stop to minutes, computing included, s`,
      tookMs / 1_000 + (user + system) / 1e6,
      MINUTES_WITHIN_S,
    ),
    atLeast('long', `${hours} h: seats that read all of it`, answered, 3),
    atMost('long', `${hours} h: growth of memory, MB`, memory.growthMb, MOST_GROWTH_MB),
    atMost('long', `${hours} h: cost an hour by the table, USD`, usd / hours, MOST_USD_AN_HOUR),
    atLeast(
      'long',
      `${hours} h: confirmed action items`,
      value.actionItems.filter(({ tier }) => tier === 'confirmed').length,
      1,
    ),
  ];
}

async function followAll(
  { council, clock }: Awaited<ReturnType<typeof openEvalCouncil>>,
  { utterances }: Transcript,
  hours: number,
  memory: MemoryWatch,
): Promise<void> {
  const startMs = clock.now();
  let from = 0;
  for (let atMs = FOLLOW_EVERY_MS; atMs <= hours * HOUR_MS; atMs += FOLLOW_EVERY_MS) {
    await clock.advance(startMs + atMs - clock.now());
    const to = utterances.findIndex(({ endMs }) => endMs > atMs);
    const news: readonly Utterance[] = utterances.slice(from, to < 0 ? undefined : to);
    from = to < 0 ? utterances.length : to;
    await council.follow(FACTS, news);
    memory.look();
  }
}

/** Log-normal around 6 s: half of the answers within it, one of twenty later than 14 s. */
const latencies = (random: () => number): readonly CallScript[] =>
  Array.from({ length: 200 }, () => ({ delayMs: Math.round(6_000 * Math.exp(0.5 * normal(random))) }));

/** Something is told every half minute, about ten things a part, so that no part of the meeting is silent. */
function goldOf({ utterances }: Transcript): Draft {
  const told = utterances.filter(
    ({ startMs }, index) => halfMinute(startMs) > halfMinute(utterances[index - 1]?.startMs ?? -1),
  );
  const promised = utterances.filter(({ text }) => /\bI(?:'ll| will) \w+ \w+ \w+/.test(text) && text.length < 200);
  const cited = told.map(({ id, text }) => ({ text: text.slice(0, 160), evidence: [id] }));
  return aDraft({
    title: 'A long day',
    summary: cited.map(({ text, evidence }) => ({ sentence: text, evidence })),
    key_points: cited,
    action_items: promised.map(({ id, text }) => anAction(text, [id], { owner_basis: 'self_committed' })),
  });
}

const halfMinute = (ms: number): number => Math.floor(ms / 30_000);

/** The most memory since it was made. */
class MemoryWatch {
  readonly #startBytes = process.memoryUsage().rss;
  #mostBytes = 0;

  look(): void {
    this.#mostBytes = Math.max(this.#mostBytes, process.memoryUsage().rss);
  }

  get growthMb(): number {
    return (this.#mostBytes - this.#startBytes) / MEGABYTE;
  }
}

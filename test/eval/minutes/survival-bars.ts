import { USUAL_TIMING } from '../../../src/minutes/index.ts';
import { minutesSchema } from '../../../src/providers/store/minutes-schema.ts';
import type { CallScript, LlmScenario } from '../../doubles/llm/scenario.ts';
import type { GoldMeeting } from '../../fixtures/meetings/read-meetings.ts';
import { atLeast, atMost, type Bar } from './bar.ts';
import { drive, LIVING, openEvalCouncil } from './eval-council.ts';
import { factsOf } from './five-drafts.ts';
import { mean } from './score.ts';

const BEYOND_MS = 5_000;
const never = new AbortController().signal;

/** What one call may meet: research/minutes.md 3, "scripted doubles". */
const FAULTS: readonly CallScript[] = [
  ...(
    [
      'fence',
      'trailing-comma',
      'prose-around',
      'truncated',
      'wrong-types',
      'extra-keys',
      'empty',
      'html',
      'huge',
      'odd-characters',
      'no-json',
    ] as const
  ).map((text) => ({ text })),
  { delayMs: 20_000 },
  { delayMs: 44_000, text: 'fence' },
  { stalls: true },
  ...(['s', 'ms', 'date', 'reset'] as const).map((style) => ({ status: 429, retryAfter: { ms: 7_660, style } })),
  { status: 429, retryAfter: { ms: 90_000, style: 's' } },
  ...[429, 500, 502, 503, 529, 401, 402, 404].map((status) => ({ status })),
  { status: 400, code: 'model_decommissioned' },
  { status: 413, message: 'Request too large' },
  { refuses: ['schema'] },
  { refuses: ['schema', 'object'] },
  { failsValidation: true },
  ...(
    [
      'html-200',
      'error-200',
      'no-choices',
      'no-usage',
      'other-model',
      'refusal',
      'length',
      'cut-stream',
      'hang-up',
    ] as const
  ).map((envelope) => ({ envelope })),
];

interface Survived {
  readonly inTime: boolean;
  readonly isValid: boolean;
  readonly isCouncil: boolean;
  readonly tookMs: number;
}

/** Bar 5: minutes whatever happens. `share` of the scenarios is run, each against one, two and all seats. */
export async function survivalBars(meetings: readonly GoldMeeting[], share = 1): Promise<readonly Bar[]> {
  const faults = FAULTS.filter((_, index) => (index * share) % 1 < share);
  const hit = [[LIVING.groq], [LIVING.groq, LIVING['openrouter-2']], Object.values(LIVING)] as const;
  const results: { readonly seats: number; readonly survived: Survived }[] = [];
  for (const [index, fault] of faults.entries()) {
    const meeting = meetings[index % meetings.length];
    if (!meeting) continue;
    for (const models of hit) {
      // When all are hit, whoever steps in is hit as well.
      const names = models.length === hit[2].length ? ['*'] : models;
      const scripts = Object.fromEntries(names.map((model) => [model, { calls: [fault] }]));
      results.push({ seats: models.length, survived: await survive(meeting, { models: scripts }) });
    }
  }
  const of = (seats: number): readonly Survived[] =>
    results.flatMap((one) => (one.seats === seats ? [one.survived] : []));
  const all = results.map(({ survived }) => survived);
  return [
    atLeast(
      '5',
      `minutes within the deadline and 5 s, ${all.length} scenarios`,
      mean(all.map(({ inTime }) => Number(inTime))),
      1,
    ),
    atMost(
      '5',
      'longest time from stop to minutes, s',
      Math.max(...all.map(({ tookMs }) => tookMs)) / 1_000,
      (USUAL_TIMING.deadlineMs + BEYOND_MS) / 1_000,
    ),
    atLeast(
      '5',
      'of five seats one or two hit: a council still',
      mean([...of(1), ...of(2)].map(({ isCouncil }) => Number(isCouncil))),
      1,
    ),
    atLeast(
      '6',
      'minutes after faults that are valid by the schema',
      mean(all.map(({ isValid }) => Number(isValid))),
      1,
    ),
  ];
}

async function survive(meeting: GoldMeeting, scenario: LlmScenario): Promise<Survived> {
  await using stage = await openEvalCouncil({ scenario: { gold: meeting.gold, ...scenario } });
  const finished = stage.council.finish({ facts: factsOf(meeting), transcript: meeting.transcript }, never);
  const { value, tookMs } = await drive(stage.clock, finished);
  return {
    inTime: tookMs <= USUAL_TIMING.deadlineMs + BEYOND_MS && value.summary !== '',
    isValid: minutesSchema.safeParse(value).success,
    isCouncil: value.mode === 'council',
    tookMs,
  };
}

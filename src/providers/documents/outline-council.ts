import type { Claim, Minutes } from '../../domain/minutes.ts';
import { conflictText, seatStateWords } from '../../domain/minutes-words.ts';
import { claimOf, taskOf } from './claim-words.ts';
import { cleanName, cleanText } from './clean-text.ts';
import { clockTime } from './clock-time.ts';
import type { OutlineClaim, Section } from './outline.ts';

const SEAT_COLUMNS = [
  { title: 'Seat', share: 0.22 },
  { title: 'Model', share: 0.34 },
  { title: 'Result', share: 0.24 },
  { title: 'Time', share: 0.08 },
  { title: 'Cost', share: 0.12 },
];

/** The parts that a template asked for, under their own titles. */
export const templateSections = ({ sections }: Minutes): readonly Section[] =>
  sections.map(({ title, claims }) =>
    claimsSection(
      cleanText(title),
      confirmed(claims).map((claim) => claimOf(claim)),
    ),
  );

/** What models said against each other, with both values. */
export const conflictSection = ({ conflicts }: Minutes): Section =>
  claimsSection(
    'The models disagree',
    conflicts.map((conflict) => ({ text: cleanText(conflict.text), source: cleanText(conflictText(conflict)) })),
  );

/** What too few models made: apart from the rest and small, so that nobody takes it for a result. */
export function unconfirmedSection(minutes: Minutes): Section {
  const claims = (kind: string, list: readonly Claim[]): readonly OutlineClaim[] =>
    list.filter(({ tier }) => tier === 'unconfirmed').map((claim) => claimOf(claim, kind));
  const listed = [
    ...claims('decision', minutes.decisions),
    ...minutes.actionItems.filter(({ tier }) => tier === 'unconfirmed').map((item) => taskOf(item, 'action item')),
    ...claims('open question', minutes.openQuestions),
    ...claims('key point', minutes.keyPoints),
    ...minutes.sections.flatMap(({ title, claims: list }) => claims(cleanText(title), list)),
  ];
  return { ...claimsSection('Unconfirmed', listed), look: 'small' };
}

/** What was said about each person's part; without models that would only repeat quotes. */
export const contributionsSection = ({ speakerInsights }: Minutes): Section =>
  claimsSection(
    'Contributions',
    speakerInsights.flatMap(({ name, insights }) =>
      confirmed(insights).map((insight) => claimOf({ ...insight, speaker: name })),
    ),
  );

/** Words that were misheard, as heard and as corrected. */
export const correctionsSection = ({ edits }: Minutes, startOf: (utteranceId: string) => number | null): Section => ({
  ...claimsSection(
    'Corrected words',
    edits.map(({ utteranceId, from, to, votes, isUndone }) => {
      const startMs = startOf(utteranceId);
      const moment = startMs === null ? [] : [clockTime(startMs)];
      return {
        text: cleanText(`“${from}” is “${to}”`),
        source: [...moment, `${votes} model${votes === 1 ? '' : 's'}`, ...(isUndone ? ['taken back'] : [])].join(', '),
      };
    }),
  ),
  look: 'small',
});

/** The five, what became of each and what it cost. */
export const seatsSection = ({ seats }: Minutes): Section => ({
  kind: 'table',
  heading: 'Models',
  columns: SEAT_COLUMNS,
  rows: seats.map(({ seat, model, state, ms, costUsd }) => [
    cleanName(seat),
    cleanName(model),
    seatStateWords[state],
    `${(ms / 1000).toFixed(1)} s`,
    costUsd === null ? 'unknown' : `$${costUsd.toFixed(4)}`,
  ]),
});

const claimsSection = (heading: string, claims: readonly OutlineClaim[]): Extract<Section, { kind: 'claims' }> => ({
  kind: 'claims',
  heading,
  look: 'normal',
  claims,
});

const confirmed = (claims: readonly Claim[]): readonly Claim[] => claims.filter(({ tier }) => tier === 'confirmed');

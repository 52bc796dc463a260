import type { ActionItem, Claim, Minutes, MinutesMode } from '../domain/minutes.ts';
import { conflictText, seatStateWords } from '../domain/minutes-words.ts';
import type { MeetingOutcome } from '../meeting/index.ts';
import { dayText } from './calendar-day.ts';
import { actionLine, claimLine, noteLine } from './claim-lines.ts';
import type { Page } from './page.ts';
import { printable } from './terminal-text.ts';
import { durationText } from './time-text.ts';

/** Where the text of a claim begins: two columns of margin, five of time, two between. */
const CLAIM_INDENT = 9;

/** Minutes as a person reads them in a terminal: what is agreed on first, the rest apart and dim. */
export function minutesText(outcome: MeetingOutcome, page: Page, timeZone: string): string {
  const { minutes, warnings } = outcome;
  const isLocal = minutes.mode === 'local';
  const claims = (list: readonly Claim[]): string[] => listed(list, isLocal).map((claim) => claimLine(claim, page));
  const summary =
    minutes.summaryClaims.length > 0 && isLocal ? claims(minutes.summaryClaims) : [printable(minutes.summary)];
  return [
    ...heading(outcome, page, timeZone),
    ...page.section('Summary', summary, isLocal ? CLAIM_INDENT : undefined),
    ...page.section('Decisions', claims(minutes.decisions), CLAIM_INDENT),
    ...page.section(
      actionTitle(minutes.mode),
      listed(minutes.actionItems, isLocal).map((item) => actionLine(item, page)),
      CLAIM_INDENT,
    ),
    ...page.section('Open questions', claims(minutes.openQuestions), CLAIM_INDENT),
    ...page.section('Key points', claims(minutes.keyPoints), CLAIM_INDENT),
    ...minutes.sections.flatMap(({ title, claims: list }) =>
      page.section(printable(title), claims(list), CLAIM_INDENT),
    ),
    ...page.section('Conclusion', minutes.conclusion ? [printable(minutes.conclusion)] : []),
    ...councilText(minutes, page),
    ...page.section('Who spoke', speakerLines(outcome)),
    ...page.section('Models', seatLines(minutes)),
    ...page.section('Please note', [...minutes.notices, ...warnings.map(({ text }) => text)].map(printable)),
  ].join('\n');
}

/** Rules find nothing that is ever confirmed, so without models all of it is listed. */
const listed = <T extends Claim | ActionItem>(list: readonly T[], isLocal: boolean): readonly T[] =>
  list.filter(({ tier }) => (isLocal ? tier !== 'dropped' : tier === 'confirmed'));

/** Without a model nobody may call a sentence an action item: it is a possible one. */
const actionTitle = (mode: MinutesMode): string => (mode === 'local' ? 'Possible follow-ups' : 'Action items');

function heading({ meeting, minutes, durationMs, transcript }: MeetingOutcome, page: Page, timeZone: string): string[] {
  const count = transcript.speakers?.length ?? 0;
  const people = transcript.speakers ? [count === 1 ? '1 speaker' : `${count} speakers`] : [];
  const day = dayText(meeting.startedAtMs, timeZone);
  const facts = [...people, durationText(durationMs), day, meeting.id].join(', ');
  return [page.paint('bold', printable(minutes.title)), page.paint('dim', facts), page.paint('dim', minutes.label)];
}

/** Where the models disagree, and what too few of them said. */
function councilText(minutes: Minutes, page: Page): string[] {
  if (minutes.mode === 'local') return [];
  const conflicts = minutes.conflicts.map(
    (conflict) => `${printable(conflict.text)} ${page.paint('yellow', printable(conflictText(conflict)))}`,
  );
  const chapters = minutes.chapters.map(({ title, startMs, mood }) =>
    noteLine(startMs, printable(mood === null ? title : `${title} (${mood})`), page),
  );
  const few = <T extends Claim | ActionItem>(list: readonly T[]): readonly T[] =>
    list.filter(({ tier }) => tier === 'unconfirmed');
  const claims = [
    minutes.decisions,
    minutes.openQuestions,
    minutes.keyPoints,
    ...minutes.sections.map((part) => part.claims),
  ];
  return [
    ...page.section('The models disagree', conflicts),
    ...page.section(
      'Unconfirmed',
      [
        ...few(claims.flat()).map((claim) => claimLine(claim, page)),
        ...few(minutes.actionItems).map((item) => actionLine(item, page)),
      ].map((line) => page.paint('dim', line)),
      CLAIM_INDENT,
    ),
    ...page.section('Chapters', chapters, CLAIM_INDENT),
  ];
}

function speakerLines({ minutes }: MeetingOutcome): string[] {
  const width = Math.max(0, ...minutes.speakerInsights.map((insight) => insight.name.length));
  return minutes.speakerInsights.map(({ name, talkMs, turns, share }) => {
    const bar = '█'.repeat(Math.max(1, Math.round(share * 20))).padEnd(20);
    const count = turns === 1 ? '1 turn' : `${turns} turns`;
    return `${printable(name).padEnd(width)}  ${bar}  ${Math.round(share * 100)} %, ${durationText(talkMs)}, ${count}`;
  });
}

const seatLines = ({ seats }: Minutes): string[] =>
  seats.map(({ model, state, ms, costUsd }) => {
    const cost = costUsd === null ? 'cost unknown' : `$${costUsd.toFixed(4)}`;
    return `${printable(model)}: ${seatStateWords[state]}, ${durationText(ms)}, ${cost}`;
  });

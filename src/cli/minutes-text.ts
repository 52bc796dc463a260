import type { ActionItem, Claim, MinutesMode } from '../domain/minutes.ts';
import type { MeetingOutcome } from '../meeting/index.ts';
import { dayText } from './calendar-day.ts';
import type { Page } from './page.ts';
import { printable } from './terminal-text.ts';
import { clockText, durationText } from './time-text.ts';

/** Where the text of a claim begins: two columns of margin, five of time, two between. */
const CLAIM_INDENT = 9;

/** Minutes as a person reads them in a terminal. */
export function minutesText(outcome: MeetingOutcome, page: Page, timeZone: string): string {
  const { minutes, warnings } = outcome;
  const claims = (list: readonly Claim[]): string[] => list.map((claim) => claimLine(claim, page));
  const summary = minutes.summaryClaims.length > 0 ? claims(minutes.summaryClaims) : [minutes.summary];
  const actions = minutes.actionItems.map((item) => actionLine(item, page));
  return [
    ...heading(outcome, page, timeZone),
    ...page.section('Summary', summary, CLAIM_INDENT),
    ...page.section('Decisions', claims(minutes.decisions), CLAIM_INDENT),
    ...page.section(actionTitle(minutes.mode), actions, CLAIM_INDENT),
    ...page.section('Open questions', claims(minutes.openQuestions), CLAIM_INDENT),
    ...page.section('Key points', claims(minutes.keyPoints), CLAIM_INDENT),
    ...page.section('Conclusion', minutes.conclusion ? [printable(minutes.conclusion)] : []),
    ...page.section('Who spoke', speakerLines(outcome)),
    ...page.section(
      'Please note',
      warnings.map((warning) => printable(warning.text)),
    ),
  ].join('\n');
}

/** Without a model nobody may call a sentence an action item: it is a possible one. */
const actionTitle = (mode: MinutesMode): string => (mode === 'local' ? 'Possible follow-ups' : 'Action items');

function heading({ meeting, minutes, durationMs, transcript }: MeetingOutcome, page: Page, timeZone: string): string[] {
  const count = transcript.speakers?.length ?? 0;
  const people = transcript.speakers ? [count === 1 ? '1 speaker' : `${count} speakers`] : [];
  const day = dayText(meeting.startedAtMs, timeZone);
  const facts = [...people, durationText(durationMs), day, meeting.id].join(', ');
  return [page.paint('bold', printable(minutes.title)), page.paint('dim', facts), page.paint('dim', minutes.label)];
}

function claimLine({ text, startMs, speaker }: Claim, page: Page): string {
  const who = speaker ? `${page.paint('bold', printable(speaker))}: ` : '';
  return `${timeOf(startMs, page)}  ${who}${printable(text)}`;
}

function actionLine({ task, owner, due, dueText, startMs }: ActionItem, page: Page): string {
  const date = due ? `, ${due}` : '';
  const when = dueText ? page.paint('yellow', ` (${printable(dueText)}${date})`) : '';
  return `${timeOf(startMs, page)}  ${page.paint('bold', printable(owner ?? 'nobody named'))}: ${printable(task)}${when}`;
}

const timeOf = (ms: number, page: Page): string => page.paint('dim', clockText(ms).padStart(5));

function speakerLines({ minutes }: MeetingOutcome): string[] {
  const width = Math.max(0, ...minutes.speakerInsights.map((insight) => insight.name.length));
  return minutes.speakerInsights.map(({ name, talkMs, turns, share }) => {
    const bar = '█'.repeat(Math.max(1, Math.round(share * 20))).padEnd(20);
    const count = turns === 1 ? '1 turn' : `${turns} turns`;
    return `${printable(name).padEnd(width)}  ${bar}  ${Math.round(share * 100)} %, ${durationText(talkMs)}, ${count}`;
  });
}

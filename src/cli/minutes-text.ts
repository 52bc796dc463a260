import type { ActionItem, Claim } from '../domain/minutes.ts';
import type { MeetingOutcome } from '../meeting/index.ts';
import type { Paint } from './cli-io.ts';
import { clockText, durationText } from './time-text.ts';

/** Minutes as a person reads them in a terminal. */
export function minutesText(outcome: MeetingOutcome, paint: Paint): string {
  const { minutes, warnings } = outcome;
  const claims = (title: string, list: readonly Claim[]): string[] =>
    section(
      title,
      list.map((claim) => claimLine(claim, paint)),
      paint,
    );
  return [
    ...heading(outcome, paint),
    ...section(
      'Summary',
      minutes.summaryClaims.length > 0
        ? minutes.summaryClaims.map((claim) => claimLine(claim, paint))
        : [minutes.summary],
      paint,
    ),
    ...claims('Decisions', minutes.decisions),
    ...section(
      followUpTitle(minutes.mode),
      minutes.actionItems.map((item) => actionLine(item, paint)),
      paint,
    ),
    ...claims('Open questions', minutes.openQuestions),
    ...claims('Key points', minutes.keyPoints),
    ...section('Conclusion', minutes.conclusion ? [minutes.conclusion] : [], paint),
    ...section('Who spoke', speakerLines(outcome), paint),
    ...section(
      'Please note',
      warnings.map((warning) => warning.text),
      paint,
    ),
  ].join('\n');
}

/** Without a model nobody may call a sentence an action item: it is a possible one. */
const followUpTitle = (mode: string): string => (mode === 'local' ? 'Possible follow-ups' : 'Action items');

function heading({ meeting, minutes, durationMs, transcript }: MeetingOutcome, paint: Paint): string[] {
  const people = transcript.speakers ? `${transcript.speakers.length} speakers, ` : '';
  const facts = `${people}${durationText(durationMs)}, ${new Date(meeting.startedAtMs).toISOString().slice(0, 10)}, ${meeting.id}`;
  return [paint('bold', minutes.title), paint('dim', facts), paint('dim', minutes.label)];
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : ['', paint(['bold', 'cyan'], title), ...lines.map((line) => `  ${line}`)];
}

function claimLine({ text, startMs, speaker }: Claim, paint: Paint): string {
  const who = speaker ? `${paint('bold', speaker)}: ` : '';
  return `${paint('dim', clockText(startMs).padStart(5))}  ${who}${text}`;
}

function actionLine({ task, owner, due, dueText, startMs }: ActionItem, paint: Paint): string {
  const when = dueText ? paint('yellow', ` (${dueText}${due ? `, ${due}` : ''})`) : '';
  return `${paint('dim', clockText(startMs).padStart(5))}  ${paint('bold', owner ?? 'nobody named')}: ${task}${when}`;
}

function speakerLines({ minutes }: MeetingOutcome): string[] {
  const width = Math.max(0, ...minutes.speakerInsights.map((insight) => insight.name.length));
  return minutes.speakerInsights.map(({ name, talkMs, turns, share }) => {
    const bar = '█'.repeat(Math.max(1, Math.round(share * 20)));
    return `${name.padEnd(width)}  ${bar.padEnd(20)}  ${Math.round(share * 100)} %, ${durationText(talkMs)}, ${turns} ${turns === 1 ? 'turn' : 'turns'}`;
  });
}
